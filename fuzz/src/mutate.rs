//! Inputs from seeds.

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // The neighbour's numbers are not the same ones a step later.
        let mut random = Random(seed);
        random.0 = random.next() ^ random.next().rotate_left(32);
        random
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// What formats and scripts are made of: inserted as they are.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"</p>",
    b"<p>",
    b"<div class=\"",
    b"<table><td>",
    b"<a>",
    b"<b>",
    b"<svg>",
    b"<math><mi>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<script>",
    b"</script>",
    b"<script type=\"application/ld+json\">",
    b"<title>",
    b"<select>",
    b"<template>",
    b"<frameset>",
    b"<noscript>",
    b"<br><br>",
    b"<pre>",
    b"&#x41;",
    b"&amp;",
    b"&",
    b"&#xD800;",
    b"&#0;",
    b"<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    b"<!DOCTYPE x [<!ENTITY a \"b\">]>",
    b"&a;",
    b"<item>",
    b"</item>",
    b"<entry xmlns=\"http://www.w3.org/2005/Atom\">",
    b"<description>",
    b"<content:encoded>",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"\\",
    b":",
    b",",
    b"null",
    b"1e999",
    b"-0",
    b"{\"text\":\"",
    b"\"text\"",
    b"\"a\":{\"a\":",
    b"[[[[[[[[",
    b";",
    b"\t",
    b"\"\"",
    b"\r",
    b"\n",
    b"\r\n",
    b"\r\n\r\n",
    b"\n\n",
    b"\0",
    b" ",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"WARC/1.0\r\n",
    b"WARC-Type: response\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Content-Length: -1\r\n",
    b"Content-Length: 0\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: br\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"ffffffffffffffff\r\n",
    b"Content-Type: text/html; charset=",
    b"Content-Type: multipart/mixed; boundary=x\r\n",
    b"--x\r\n",
    b"--x--\r\n",
    b"From a Thu Jan  1 00:00:00 1970\n",
    b"=?utf-8?B?",
    b"?=",
    b"Content-Transfer-Encoding: base64\r\n",
    b"message/rfc822",
    b"\x1f\x8b\x08\x00",
    b"\x28\xb5\x2f\xfd",
    b"BZh9",
    b"\xfd7zXZ\x00",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"ustar",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x00",
    b"\xff\xff\xff\x7f",
    b"\x80",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"# ",
    b"* ",
    b"> ",
    b"---\n",
    b"```",
    b"[a](b)",
    b"![",
    b"|",
    b"- ",
    b"1. ",
    b"title: ",
    b"date: 99999-99-99",
    b"2026-03-12T10:00:00+25:00",
    b"1,000,000",
    b"\xd9\xa1\xd9\xa2",
    b"10^999",
    b"12.3.4.5.6",
    b"0000000000000000000000000000000",
    b"99999999999999999999999999999999999999999",
    b"\xe4\xb8\x80\xe4\xb8\x87\xe4\xba\xbf\xe5\x85\x86",
    b"\xe5\x85\xa9\xe5\x8d\x83",
    b"million million million billion ",
    b"\xe2\x80\x8b",
    b"\xe2\x80\x8d",
    b"\xe2\x80\xae",
    b"\xc2\xad",
    b"\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
    b"\xef\xb7\xba",
    b"\xe1\x80\x99\xe1\x80\xbc\xe1\x80\x94\xe1\x80\xb9\xe1\x80\x99\xe1\x80\xac",
    b"\xe1\x80\xb9",
    b"\xe1\x82\x8f",
    b"\xe1\x81\x8a",
    b"\xe0\xb8\x81\xe0\xb8\xb3",
    b"\xe3\x82\xab\xe3\x82\x99",
    b"\xed\x95\x9c",
    b"\xd8\xa7\xd9\x84",
    b"\xd7\xa9",
    b"\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7",
    b"\xc4\xb0",
    b"\xc3\x9f",
    b"\xef\xac\x81",
    b"\xcf\x82",
    b"\xc7\x85",
    b"http://",
    b"@a",
    b"#a",
    b"\xf0\x9f\x87\xab\xf0\x9f\x87\xb7",
    b". ",
    b"\" said ",
    b"Mr. ",
    b"Reuters",
    b"(AP) - ",
    b"A",
    b"a",
    b"AAAA",
];

pub struct Mutator {
    seeds: Vec<Vec<u8>>,
    random: Random,
    longest: usize,
}

impl Mutator {
    pub fn new(seeds: Vec<Vec<u8>>, random: Random, longest: usize) -> Self {
        Mutator { seeds, random, longest }
    }

    /// The next input: a seed, or the beginning of one and the end of another, with one to some hundred changes.
    pub fn next(&mut self) -> Vec<u8> {
        let at = self.random.below(self.seeds.len());
        let mut input = self.seeds[at].clone();
        if self.random.below(4) == 0 {
            let other = self.random.below(self.seeds.len());
            let other = &self.seeds[other];
            let cut = self.random.below(input.len() + 1);
            let from = self.random.below(other.len() + 1);
            input.truncate(cut);
            input.extend_from_slice(&other[from..]);
        }
        let most = 1 << (1 + self.random.below(7));
        let changes = 1 + self.random.below(most);
        for _ in 0..changes {
            self.change(&mut input);
            input.truncate(self.longest);
        }
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let random = &mut self.random;
        let at = random.below(input.len() + 1);
        let span = |random: &mut Random, left: usize| {
            let most = left.min(1 << random.below(13));
            random.below(most + 1)
        };
        match random.below(12) {
            0 if at < input.len() => input[at] ^= 1 << random.below(8),
            1 if at < input.len() => input[at] = random.next() as u8,
            2 => {
                let byte = random.next() as u8;
                input.insert(at, byte);
            }
            3 => {
                let count = span(random, input.len() - at);
                input.drain(at..at + count);
            }
            4 | 5 | 6 => {
                let piece = PIECES[random.below(PIECES.len())];
                input.splice(at..at, piece.iter().copied());
            }
            // The same many times: what nests, what backtracks, what is quadratic.
            7 if random.below(4) == 0 => {
                let piece = PIECES[random.below(PIECES.len())];
                let times = 1 << random.below(14);
                let many = piece.repeat(times.min(self.longest / piece.len()));
                input.splice(at..at, many);
            }
            8 if random.below(4) == 0 => {
                let count = span(random, input.len() - at).max(1).min(input.len() - at);
                if count > 0 {
                    let times = 1 << random.below(11);
                    let many = input[at..at + count].repeat(times.min(self.longest / count + 1));
                    input.splice(at..at, many);
                }
            }
            9 => {
                let count = span(random, input.len() - at);
                let part = input[at..at + count].to_vec();
                let to = random.below(input.len() + 1);
                input.splice(to..to, part);
            }
            10 if random.below(8) == 0 => input.truncate(at),
            11 if at + 4 <= input.len() => {
                let number =
                    [0, 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, random.next() as u32][random.below(6)];
                input[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
            _ => {}
        }
    }
}
