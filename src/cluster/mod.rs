//! From matches to clusters, and from a cluster to its source. A match of two languages is weighed beside its rivals first.

mod credit;
mod group;
mod margin;
mod source;

pub use credit::{Credit, CreditKind, credits};
pub use group::{Edge, Linked, UnionFind, clusters};
pub use margin::{MARGINS, Margins, may_count};
pub use source::{Claim, ClaimKind, Facts, Keys, Link, Member, Reason, Verdict, decide};

use crate::article::Article;
use crate::text::Language;

/// What an article says about where it is from: its [`credits`], in the form that [`decide`] weighs.
pub fn claims(article: &Article) -> Vec<Claim> {
    let claim = |credit: Credit| {
        let kind = match credit.kind {
            CreditKind::Dateline | CreditKind::Sign | CreditKind::Byline => ClaimKind::Whole,
            CreditKind::With => ClaimKind::Part,
            CreditKind::Outlet => ClaimKind::Own,
            CreditKind::Original => ClaimKind::Original,
            CreditKind::Translated => ClaimKind::Translated(credit.language.and_then(Language::from_tag)),
        };
        Claim { name: credit.agency, kind }
    };
    credits(article).into_iter().map(claim).collect()
}
