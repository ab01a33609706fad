//! Dates as people and programs write them, to the span of time they allow.

use crate::article::Published;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};

/// Hours from UTC between which a clock can be anywhere on earth: Baker Island to the Line Islands.
const ANYWHERE: Offset = Offset { least: -12 * 60, most: 14 * 60 };

/// Reads a date: RFC 3339 and its relatives, RFC 2822, `20260302`, `2 March 2026`, `March 2, 2026 10:15 am`,
/// `02.03.2026 14:00`, seconds or milliseconds since 1970.
///
/// A local time spans the 26 hours in which clocks show it somewhere on earth, a day the 50 hours in which it is that day
/// somewhere; a zone name narrows the span as far as it is certain (`IST` is used in India, Israel and Ireland). `None` for
/// what is no date, and for one that can be read in two ways: `03/04/2026`.
pub fn parse_date(text: &str) -> Option<Published> {
    let text = text.trim();
    // Longer strings are sentences that mention a date.
    if text.is_empty() || text.len() > 100 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.matches('.').count() < 2 {
        return from_number(text);
    }
    match in_utc(text) {
        Some(instant) => Some(Published { earliest: instant, latest: instant }),
        None => from_words(text),
    }
}

/// The instant of `2026-03-02T10:15:00Z`, as feeds and records mostly have it: what [`from_words`] finds, without its care.
fn in_utc(text: &str) -> Option<Timestamp> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    let shape = bytes.map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let number = |place: usize| i16::from(bytes[place] - b'0');
    let two = |place: usize| (10 * number(place) + number(place + 1)) as i8;
    if shape != *b"0000-00-00T00:00:00Z" || bytes[0] == b'0' {
        return None;
    }
    let year = 100 * i16::from(two(0)) + i16::from(two(2));
    let time = Time::new(two(11), two(14), two(17), 0).ok()?;
    minus_minutes(Date::new(year, two(5), two(8)).ok()?.to_datetime(time), 0)
}

fn from_words(text: &str) -> Option<Published> {
    let tokens = tokens(text)?;
    let mut words = Words { tokens: &tokens, used: vec![false; tokens.len()] };
    let time = words.time()?;
    let date = words.date()?;
    match time {
        None => {
            let first = date.to_datetime(Time::midnight());
            let after = date.tomorrow().ok()?.to_datetime(Time::midnight());
            let latest = ANYWHERE.latest(after)?.checked_sub(SignedDuration::from_nanos(1)).ok()?;
            Some(Published { earliest: ANYWHERE.earliest(first)?, latest })
        }
        Some((time, offset)) => {
            let local = date.to_datetime(time);
            Some(Published { earliest: offset.earliest(local)?, latest: offset.latest(local)? })
        }
    }
}

/// The offsets from UTC that a zone may mean, in minutes.
#[derive(Clone, Copy)]
struct Offset {
    least: i64,
    most: i64,
}

impl Offset {
    fn exactly(minutes: i64) -> Self {
        Offset { least: minutes, most: minutes }
    }

    fn earliest(self, local: DateTime) -> Option<Timestamp> {
        minus_minutes(local, self.most)
    }

    fn latest(self, local: DateTime) -> Option<Timestamp> {
        minus_minutes(local, self.least)
    }
}

fn minus_minutes(local: DateTime, minutes: i64) -> Option<Timestamp> {
    let as_utc = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    as_utc.checked_sub(SignedDuration::from_mins(minutes)).ok()
}

/// Zone names of news, in minutes from UTC. Where a name has several meanings the span covers all of them.
fn zone(name: &str) -> Option<Offset> {
    let hours = |hours: i64| Some(Offset::exactly(hours * 60));
    let between = |least: i64, most: i64| Some(Offset { least, most });
    match name {
        "z" | "ut" | "utc" | "gmt" | "wet" => hours(0),
        "west" | "cet" | "mez" => hours(1),
        "cest" | "mesz" | "eet" | "cat" | "sast" => hours(2),
        "eest" | "msk" | "eat" | "trt" => hours(3),
        "wib" => hours(7),
        "hkt" | "sgt" | "pht" | "awst" => hours(8),
        "jst" | "kst" => hours(9),
        "aest" => hours(10),
        "aedt" => hours(11),
        "nzst" => hours(12),
        "nzdt" => hours(13),
        "est" => hours(-5),
        "edt" => hours(-4),
        "et" => between(-5 * 60, -4 * 60),
        "cdt" => hours(-5),
        "ct" => between(-6 * 60, -5 * 60),
        // Chicago, Havana or Shanghai.
        "cst" => between(-6 * 60, 8 * 60),
        "mst" => hours(-7),
        "mdt" => hours(-6),
        "mt" => between(-7 * 60, -6 * 60),
        "pst" => hours(-8),
        "pdt" => hours(-7),
        "pt" => between(-8 * 60, -7 * 60),
        // London or Dhaka; Dublin, Jerusalem or Delhi.
        "bst" => between(60, 6 * 60),
        "ist" => between(60, 5 * 60 + 30),
        _ => None,
    }
}

/// A number alone: a day without separators, or an instant of a machine.
fn from_number(text: &str) -> Option<Published> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let number: i64 = whole.parse().ok()?;
    let instant = match (whole.len(), fraction) {
        (8, "") => {
            let (y, m, d) = (number / 10_000, number / 100 % 100, number % 100);
            return parse_date(&format!("{y:04}-{m:02}-{d:02}"));
        }
        (14, "") => {
            let (day, time) = (number / 1_000_000, number % 1_000_000);
            let (y, m, d) = (day / 10_000, day / 100 % 100, day % 100);
            let (hour, minute, second) = (time / 10_000, time / 100 % 100, time % 100);
            return parse_date(&format!("{y:04}-{m:02}-{d:02} {hour:02}:{minute:02}:{second:02}"));
        }
        // Nine digits end in September 2001; anything shorter is as likely a year, or an id.
        (9 | 10, _) => Timestamp::from_second(number).ok()?,
        (12 | 13, _) => Timestamp::from_millisecond(number).ok()?,
        _ => return None,
    };
    Some(Published { earliest: instant, latest: instant })
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    /// Digits: their value and how many they are.
    Number(u32, usize),
    /// Letters, with full stops inside removed by [`Words`].
    Word(&'a str),
    Sign(char),
    Space,
}

/// `None` when there is a number too long for any part of a date.
fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = |c: char| c.is_ascii_digit();
        // 2026年3月2日: the signs are words of their own.
        let is_word = |c: char| c.is_alphabetic() && !"年月日".contains(c);
        let end = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let length = if is_digit(first) {
            let length = end(&is_digit);
            let value = if length > 9 { return None } else { rest[..length].parse().ok()? };
            tokens.push(Token::Number(value, length));
            length
        } else if is_word(first) {
            let length = end(&is_word);
            tokens.push(Token::Word(&rest[..length]));
            length
        } else if first.is_whitespace() {
            tokens.push(Token::Space);
            end(&char::is_whitespace)
        } else if first == '[' || first == '(' {
            // RFC 9557 and RFC 2822 name the zone again behind its offset.
            rest.find([']', ')']).map_or(rest.len(), |close| close + 1)
        } else {
            tokens.push(Token::Sign(if first == '−' { '-' } else { first }));
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    Some(tokens)
}

struct Words<'a> {
    tokens: &'a [Token<'a>],
    used: Vec<bool>,
}

impl<'a> Words<'a> {
    fn get(&self, at: usize) -> Token<'a> {
        self.tokens.get(at).copied().unwrap_or(Token::Space)
    }

    fn after_space(&self, at: usize) -> usize {
        (at..self.tokens.len()).find(|&i| self.tokens[i] != Token::Space).unwrap_or(self.tokens.len())
    }

    /// The time of day with its zone, wherever it stands; `Some(None)` where there is none, `None` where it is no time.
    fn time(&mut self) -> Option<Option<(Time, Offset)>> {
        let mut found = None;
        for at in 0..self.tokens.len() {
            let Token::Number(hour, 1 | 2) = self.get(at) else { continue };
            if let (Token::Sign(':'), Token::Number(minute, 2)) = (self.get(at + 1), self.get(at + 2)) {
                found = Some((at, at + 3, hour, minute));
                break;
            }
            // 10h15, 10 h; 10.15 Uhr, 10 Uhr, 10 uur
            let is = |at: usize, words: &[&str]| matches!(self.get(at), Token::Word(word) if words.contains(&word.to_lowercase().as_str()));
            let clock = ["uhr", "uur", "h"];
            let after = self.after_space(at + 1);
            if is(after, &["h"])
                && let minute = self.after_space(after + 1)
                && let Token::Number(minutes @ 0..60, 2) = self.get(minute)
            {
                found = Some((at, minute + 1, hour, minutes));
                break;
            }
            if let (Token::Sign('.'), Token::Number(minutes, 2)) = (self.get(at + 1), self.get(at + 2))
                && let end = self.after_space(at + 3)
                && is(end, &clock)
            {
                found = Some((at, end + 1, hour, minutes));
                break;
            }
            if is(after, &clock) {
                found = Some((at, after + 1, hour, 0));
                break;
            }
            // 10 am, 10am
            if self.meridiem(at + 1).is_some() {
                found = Some((at, at + 1, hour, 0));
                break;
            }
        }
        let mut second = 0;
        if found.is_none() {
            // 20260302T101500
            for at in 2..self.tokens.len() {
                let (Token::Number(_, 8), Token::Word("T" | "t")) = (self.get(at - 2), self.get(at - 1))
                else {
                    continue;
                };
                match self.get(at) {
                    Token::Number(time, 6) => {
                        second = (time % 100).min(59);
                        found = Some((at, at + 1, time / 10_000, time / 100 % 100));
                    }
                    Token::Number(time, 4) => found = Some((at, at + 1, time / 100, time % 100)),
                    _ => {}
                }
            }
        }
        let Some((start, mut end, mut hour, minute)) = found else { return Some(None) };
        if let (Token::Sign(':'), Token::Number(seconds, 2)) = (self.get(end), self.get(end + 1)) {
            // A leap second is the end of its minute.
            second = seconds.min(59);
            if seconds > 60 {
                return None;
            }
            end += 2;
            if let (Token::Sign('.' | ','), Token::Number(_, _)) = (self.get(end), self.get(end + 1)) {
                end += 2;
            }
        }
        if let Some((afternoon, after)) = self.meridiem(end) {
            if hour == 0 || hour > 12 {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            end = after;
        }
        let (offset, end) = self.zone(end)?;
        self.used[start..end.min(self.tokens.len())].fill(true);
        let part = |n: u32| i8::try_from(n).ok();
        let time = Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?;
        Some(Some((time, offset)))
    }

    /// `am`, `PM`, `a.m.`: whether it is the afternoon, and where it ends.
    fn meridiem(&self, at: usize) -> Option<(bool, usize)> {
        let at = self.after_space(at);
        let Token::Word(word) = self.get(at) else { return None };
        match word.to_ascii_lowercase().as_str() {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            letter @ ("a" | "p") => {
                let dotted = self.get(at + 1) == Token::Sign('.')
                    && matches!(self.get(at + 2), Token::Word(m) if m.eq_ignore_ascii_case("m"));
                let end = at + 3 + usize::from(self.get(at + 3) == Token::Sign('.'));
                dotted.then_some((letter == "p", end))
            }
            _ => None,
        }
    }

    /// The zone that follows a time, and where it ends. `None` for an offset that no clock has.
    fn zone(&self, from: usize) -> Option<(Offset, usize)> {
        let at = self.after_space(from);
        if let Token::Word(word) = self.get(at)
            && let Some(offset) = zone(&word.to_ascii_lowercase())
        {
            // GMT+2, UTC+02:00
            return match (word.len() >= 2 && offset.least == 0).then(|| self.offset(at + 1)).flatten() {
                Some(found) => found,
                None => Some((offset, at + 1)),
            };
        }
        // A dash before a date that follows, as in `14:00 - 2 March 2026`, has a space behind it.
        self.offset(at).unwrap_or(Some((ANYWHERE, from)))
    }

    /// `+02:00`, `+0200`, `+02`. The outer `None`: there is none; the inner: there is one that can't be.
    fn offset(&self, at: usize) -> Option<Option<(Offset, usize)>> {
        let sign = match self.get(at) {
            Token::Sign('+') => 1,
            Token::Sign('-') => -1,
            _ => return None,
        };
        let Token::Number(number, digits) = self.get(at + 1) else { return None };
        let (hours, minutes, end) = match (digits, self.get(at + 2), self.get(at + 3)) {
            (1 | 2, Token::Sign(':'), Token::Number(minutes, 2)) => (number, minutes, at + 4),
            (1 | 2, ..) => (number, 0, at + 2),
            (4, ..) => (number / 100, number % 100, at + 2),
            _ => return Some(None),
        };
        if minutes > 59 || hours > 14 {
            return Some(None);
        }
        Some(Some((Offset::exactly(sign * i64::from(hours * 60 + minutes)), end)))
    }

    /// The day, from what the time left over. Everything must have a meaning: a sentence that holds a date is no date.
    fn date(&mut self) -> Option<Date> {
        let mut numbers = Vec::new();
        let mut month = None;
        let mut joiner = None;
        let mut first_word = None;
        for (at, token) in self.tokens.iter().enumerate() {
            if self.used[at] {
                continue;
            }
            match *token {
                Token::Number(value, digits) => numbers.push((value, digits)),
                Token::Word(word) => {
                    let word = word.to_lowercase();
                    first_word.get_or_insert(at);
                    match month_of(&word) {
                        Some(found) if month.is_none() => month = Some((found, word)),
                        // `mar. 3 mars`: where there is a month beside it, it is a Tuesday.
                        Some(found) if month.as_ref().is_some_and(|(_, word)| word == "mar") => {
                            month = Some((found, word));
                        }
                        Some(3) if word == "mar" => {}
                        Some(_) => return None,
                        None if word == "t" || is_filler(&word) => {}
                        None => return None,
                    }
                }
                Token::Sign(sign @ ('-' | '/' | '.')) if !numbers.is_empty() && numbers.len() < 3 => {
                    joiner = joiner.or(Some(sign));
                }
                Token::Sign(
                    '-' | '/' | '.' | ',' | '年' | '月' | '日' | ':' | '|' | '–' | '—' | '·' | '’' | '\'',
                ) => {}
                Token::Sign(_) => return None,
                Token::Space => {}
            }
        }
        let is_year = |&(value, digits): &(u32, usize)| digits == 4 && value >= 1000;
        let (year, month, day) = match (month, numbers.as_slice()) {
            // 2 March 2026, March 2nd, 2026, 2026 March 2
            (Some((month, _)), [a, b]) => match (is_year(a), is_year(b)) {
                (false, true) if a.1 <= 2 => (b.0, month, a.0),
                (true, false) if b.1 <= 2 => (a.0, month, b.0),
                _ => return None,
            },
            (None, [y, m, d]) if is_year(y) && m.1 <= 2 && d.1 <= 2 => (y.0, m.0, d.0),
            (None, [a, b, y]) if is_year(y) && a.1 <= 2 && b.1 <= 2 => match joiner {
                // Points are how the day-first countries write.
                Some('.') => (y.0, b.0, a.0),
                _ if a.0 > 12 || a.0 == b.0 => (y.0, b.0, a.0),
                _ if b.0 > 12 => (y.0, a.0, b.0),
                _ => return None,
            },
            // 20260302T101500 and 20260302 10:15
            (None, [(day, 8)]) => (day / 10_000, day / 100 % 100, day % 100),
            _ => return None,
        };
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

/// Names of the months in the languages that news is dated in most: in full, and as they are cut short.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "jän", "jänner", "janvier", "janv", "enero", "ene", "janeiro", "gennaio",
        "gen", "januari",
    ],
    &[
        "february",
        "feb",
        "februar",
        "feber",
        "février",
        "fevrier",
        "févr",
        "fév",
        "febrero",
        "fevereiro",
        "fev",
        "febbraio",
        "febbr",
        "februari",
        "febr",
    ],
    &["march", "mar", "märz", "maerz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mag", "mei"],
    &["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug"],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus"],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "setiembre",
        "setembro",
        "set",
        "settembre",
        "sett",
    ],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
    ],
];

fn month_of(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at + 1).ok()
}

/// Days of the week in the languages of [`MONTHS`]; all may be cut short.
const DAYS: [&str; 48] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday", //
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag", //
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche", //
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo", //
    "segunda",
    "terça",
    "quarta",
    "quinta",
    "sexta", //
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica", //
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
];

/// Labels, ordinals, articles and prepositions around a date.
const AROUND: [&str; 61] = [
    "published",
    "updated",
    "posted",
    "date",
    "on",
    "at",
    "of",
    "the",
    "st",
    "nd",
    "rd",
    "th", //
    "uhr",
    "um",
    "den",
    "der",
    "am",
    "vom",
    "h",
    "veröffentlicht",
    "aktualisiert",
    "stand",
    "erstellt", //
    "le",
    "à",
    "er",
    "d",
    "du",
    "publié",
    "publie",
    "mis",
    "jour",
    "heures", //
    "de",
    "del",
    "el",
    "las",
    "los",
    "a",
    "publicado",
    "publicada",
    "actualizado",
    "hora",
    "horas", //
    "feira",
    "do",
    "em",
    "às",
    "as",
    "atualizado",
    "º", //
    "il",
    "lo",
    "alle",
    "ore",
    "pubblicato",
    "aggiornato", //
    "op",
    "om",
    "uur",
    "gepubliceerd",
];

/// Words around a date that change nothing.
fn is_filler(word: &str) -> bool {
    let cut = |day: &&str| (2..=5).contains(&word.chars().count()) && day.starts_with(word);
    DAYS.iter().any(|day| *day == word || cut(day)) || AROUND.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(text: &str) -> Option<(String, String)> {
        parse_date(text).map(|p| (p.earliest.to_string(), p.latest.to_string()))
    }

    #[test]
    fn instants() {
        for (text, instant) in [
            ("2026-03-02T10:15:00Z", "2026-03-02T10:15:00Z"),
            ("2026-03-02T10:15:00.250Z", "2026-03-02T10:15:00Z"),
            ("2026-03-02T10:15:00+02:00", "2026-03-02T08:15:00Z"),
            ("2026-03-02 10:15:00+0200", "2026-03-02T08:15:00Z"),
            ("2026-03-02T10:15-05", "2026-03-02T15:15:00Z"),
            ("2026-03-02T10:15:00+01:00[Europe/Berlin]", "2026-03-02T09:15:00Z"),
            ("2026-03-02 10:15 GMT", "2026-03-02T10:15:00Z"),
            ("2026-03-02 10:15 GMT+5:30", "2026-03-02T04:45:00Z"),
            ("Mon, 02 Mar 2026 10:15:00 +0100", "2026-03-02T09:15:00Z"),
            ("Mon, 2 Mar 2026 10:15:00 -0500 (EST)", "2026-03-02T15:15:00Z"),
            ("2 March 2026 10:15 CET", "2026-03-02T09:15:00Z"),
            ("March 2, 2026 10:15 am EST", "2026-03-02T15:15:00Z"),
            ("March 2, 2026 at 12:05 a.m. EDT", "2026-03-02T04:05:00Z"),
            ("Published: 12:30 PM PST, March 2nd, 2026", "2026-03-02T20:30:00Z"),
            ("1772446500", "2026-03-02T10:15:00Z"),
            ("1772446500.75", "2026-03-02T10:15:00Z"),
            ("1772446500000", "2026-03-02T10:15:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("20260302T101500Z", "2026-03-02T10:15:00Z"),
            ("20260302T101500+0100", "2026-03-02T09:15:00Z"),
            ("20260302T1015Z", "2026-03-02T10:15:00Z"),
            ("lundi 2 mars 2026 à 10h15 CET", "2026-03-02T09:15:00Z"),
        ] {
            assert_eq!(span(text), Some((instant.into(), instant.into())), "{text}");
        }
    }

    #[test]
    fn local_times_span_the_earth() {
        let expected = Some(("2026-03-01T20:15:00Z".to_string(), "2026-03-02T22:15:00Z".to_string()));
        for text in [
            "2026-03-02T10:15:00",
            "2026-03-02 10:15",
            "20260302101500",
            "20260302 10:15",
            "March 2, 2026 10:15 am",
            "02.03.2026 10:15",
            "02.03.2026, 10:15 Uhr",
            "10:15, 2 March 2026",
            "Monday, 2 March 2026 at 10:15",
            "2026年3月2日 10:15",
            "20260302T101500",
            "Montag, 2. März 2026, 10.15 Uhr",
            "lundi 2 mars 2026 à 10h15",
            "Publié le 2 mars 2026 à 10 h 15",
            "2 de marzo de 2026 a las 10:15",
            "maandag 2 maart 2026 om 10.15 uur",
        ] {
            assert_eq!(span(text), expected, "{text}");
        }
    }

    #[test]
    fn days_span_fifty_hours() {
        let expected =
            Some(("2026-03-01T10:00:00Z".to_string(), "2026-03-03T11:59:59.999999999Z".to_string()));
        for text in [
            "2026-03-02",
            "2026/3/2",
            "20260302",
            "2 March 2026",
            "March 2, 2026",
            "Mon 2 Mar 2026",
            "2.3.2026",
            "02.03.2026",
            "2026年3月2日",
            "2. März 2026",
            "Montag, 2. März 2026",
            "Mo., 2. Mär. 2026",
            "lun. 2 mars 2026",
            "lunes, 2 de marzo de 2026",
            "2 mar. 2026",
            "segunda-feira, 2 de março de 2026",
            "lunedì 2 marzo 2026",
            "maandag 2 maart 2026",
            "2 mrt. 2026",
        ] {
            assert_eq!(span(text), expected, "{text}");
        }
        assert_eq!(span("25/03/2026"), span("2026-03-25"));
        assert_eq!(span("03/25/2026"), span("2026-03-25"));
        // Tuesday or March, which the word beside it tells.
        assert_eq!(span("mar. 3 mars 2026"), span("2026-03-03"));
        assert_eq!(span("mar 5 maggio 2026"), span("2026-05-05"));
        assert_eq!(span("1er août 2026"), span("2026-08-01"));
        assert_eq!(span("le 5 d’août 2026"), span("2026-08-05"));
        for (month, names) in MONTHS.iter().enumerate() {
            for name in *names {
                assert_eq!(
                    span(&format!("7 {name} 2026")),
                    span(&format!("2026-{:02}-07", month + 1)),
                    "{name}"
                );
            }
        }
        assert_eq!(span("03/03/2026"), span("2026-03-03"));
        assert!(span("25/03/2026").is_some());
    }

    #[test]
    fn uncertain_zones_span_what_they_may_mean() {
        let expected = Some(("2026-03-02T14:15:00Z".to_string(), "2026-03-02T15:15:00Z".to_string()));
        assert_eq!(span("March 2, 2026 10:15 am ET"), expected);
        let expected = Some(("2026-03-02T04:45:00Z".to_string(), "2026-03-02T09:15:00Z".to_string()));
        assert_eq!(span("2 March 2026, 10:15 IST"), expected);
    }

    #[test]
    fn no_dates() {
        for text in [
            "",
            "   ",
            "03/04/2026",
            "03-04-2026",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "2 March 26",
            "yesterday",
            "2026-03-02T25:00:00Z",
            "2026-03-02T10:61:00Z",
            "2026-03-02T10:15:00+99:00",
            "13:15 pm, 2 March 2026",
            "2 March 2026 by John Doe",
            "12345",
            "99999999999999999999999999",
            "2 March March 2026",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_instant_is_read_as_its_words_are(
            text in "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z",
        ) {
            if let Some(instant) = in_utc(&text) {
                prop_assert_eq!(from_words(&text), Some(Published { earliest: instant, latest: instant }));
            }
        }
    }
}
