//! Folders, files and records to [`Article`](crate::article::Article)s. One file a format.
