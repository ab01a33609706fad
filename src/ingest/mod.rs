//! Folders, files and records to [`Article`](crate::article::Article)s. One file a format.

/// How files are read.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct IngestParams {
    pub fields: Fields,
}

/// The names under which a record's fields are looked for, in this order.
#[derive(Debug, Clone, PartialEq, Default, serde::Serialize)]
pub struct Fields {
    pub id: Vec<String>,
    pub text: Vec<String>,
    pub title: Vec<String>,
    pub date: Vec<String>,
    pub url: Vec<String>,
    pub outlet: Vec<String>,
    pub author: Vec<String>,
}
