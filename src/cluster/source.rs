//! Which member of a cluster the others derive from, and why.

use crate::article::DocId;
use std::fmt;

/// One piece of evidence for or about a cluster's source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// No other member can have been published earlier; `date` as the article gives it.
    Earliest { date: String },
    /// Its own publisher is the agency that other members credit.
    Agency { agency: String },
    /// `members` others credit the agency or outlet that published it.
    Credited { agency: String, members: u32 },
    /// `members` others lie inside it.
    Contains { members: u32 },
    /// `members` others hold it whole and add to it.
    HeldBy { members: u32 },
    /// Two pieces of evidence name different members.
    Contradiction { first: DocId, second: DocId },
    /// Nothing tells the members apart.
    NoEvidence,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Earliest { date } => write!(f, "published first ({date})"),
            Reason::Agency { agency } => write!(f, "published by {agency} itself"),
            Reason::Credited { agency, members } => write!(f, "{members} credit {agency}"),
            Reason::Contains { members } => write!(f, "{members} lie inside it"),
            Reason::HeldBy { members } => write!(f, "{members} hold it whole and add to it"),
            Reason::Contradiction { .. } => f.write_str("the evidence contradicts itself"),
            Reason::NoEvidence => f.write_str("no dates, credits or containment to tell"),
        }
    }
}
