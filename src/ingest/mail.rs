//! An e-mail to what it says: newsletters and wire services by mail.

use mail_parser::{MessageParser, PartType};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a message holds.
#[derive(Debug, Default, PartialEq)]
pub struct Message {
    pub id: Option<String>,
    pub subject: Option<String>,
    /// The name of who sent it, else the host of the address.
    pub sender: Option<String>,
    pub date: Option<String>,
    /// The text as a page, and as it is for readers that show none. Attachments and messages inside are left out.
    pub html: Option<String>,
    pub text: Option<String>,
}

/// Reads one message.
///
/// # Errors
///
/// One line for a person: it has no header.
pub fn message(bytes: &[u8]) -> Result<Message, String> {
    // A defect of the parser costs the message that met it, not the run.
    let parsed = catch_unwind(AssertUnwindSafe(|| MessageParser::default().parse(bytes)));
    let parsed = parsed.map_err(|_| "the message can't be parsed".to_owned())?;
    let parsed = parsed.filter(|parsed| !parsed.headers().is_empty()).ok_or("no header of a message")?;
    let from = parsed.from().and_then(|from| from.first());
    let name = from.and_then(|from| from.name()).map(str::trim).filter(|name| !name.is_empty());
    let host = from.and_then(|from| from.address()).and_then(|address| address.rsplit_once('@'));
    let mut message = Message {
        id: parsed.message_id().map(str::to_owned),
        subject: parsed.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" ")),
        sender: name.or(host.map(|(_, host)| host)).map(str::to_owned),
        date: parsed.date().filter(|date| date.is_valid()).map(|date| date.to_rfc3339()),
        html: None,
        text: None,
    };
    // A part that has no counterpart in the other kind is listed under both.
    for part in parsed.html_bodies().chain(parsed.text_bodies()) {
        match &part.body {
            PartType::Html(html) if message.html.is_none() => message.html = Some(html.to_string()),
            PartType::Text(text) if message.text.is_none() => message.text = Some(plain(text)),
            _ => {}
        }
    }
    Ok(message)
}

/// A text with line feeds alone, without a signature.
fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // The mark is two hyphens and a space, which some encodings drop.
    let end = text.find("\n-- \n").or_else(|| text.find("\n--\n"));
    let text = &text[..end.unwrap_or(text.len())];
    text.trim_start_matches('\n').trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_encodings() {
        let found = message(
            b"From: =?utf-8?q?Hafenpost_=E2=80=93_News?= <news@hafen.example>\r\nSubject: =?iso-8859-1?q?Br=FCcke?=\r\n gesperrt\r\n\
              Date: Mon, 2 Mar 2026 10:15:00 +0100\r\nMessage-ID: <1@hafen.example>\r\nMIME-Version: 1.0\r\n\
              Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
              Content-Transfer-Encoding: quoted-printable\r\n\r\nDie Br=FCcke ist=\r\n zu.\r\n-- \r\nAbmelden\r\n\
              --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+w7w8L3A+\r\n--b--\r\n",
        )
        .unwrap();
        assert_eq!(found.sender.as_deref(), Some("Hafenpost – News"));
        assert_eq!(found.subject.as_deref(), Some("Brücke gesperrt"));
        assert_eq!(found.date.as_deref(), Some("2026-03-02T10:15:00+01:00"));
        assert_eq!(found.id.as_deref(), Some("1@hafen.example"));
        assert_eq!(
            (found.text.as_deref(), found.html.as_deref()),
            (Some("Die Brücke ist zu."), Some("<p>ü</p>"))
        );
        let plain = message(b"From: desk@post.example\nSubject: x\n\nOne.\n\nTwo.\n").unwrap();
        assert_eq!(
            (plain.sender.as_deref(), plain.text.as_deref()),
            (Some("post.example"), Some("One.\n\nTwo."))
        );
        assert_eq!(plain.html, None);
        assert!(message(b"").is_err());
    }
}
