//! Where a run writes: opened before the work starts, complete or not there at all, even if the run is interrupted.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tempfile::{Builder, NamedTempFile, TempDir};
use wirecopy::error::Error;

/// Files and folders that are being written and have not yet taken their places. Whoever makes one, or puts it in its place,
/// holds the lock meanwhile, so that an interrupted run knows of all.
static PENDING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn pending() -> MutexGuard<'static, Vec<PathBuf>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The exit code of a run that Ctrl-C ended, as shells have it.
const INTERRUPTED: i32 = 130;

/// Makes Ctrl-C, and a request to end (SIGTERM, SIGHUP), remove what is half written before the program ends.
pub fn clean_up_when_interrupted() {
    // Where no handler can be set, the system ends the program without one.
    let _ = ctrlc::set_handler(|| {
        let pending = pending();
        for path in pending.iter() {
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
        // The lock is held to the end: nothing takes its place any more.
        let _ = io::stderr().write_all(b"\nwirecopy: interrupted\n");
        process::exit(INTERRUPTED);
    });
}

/// Standard output or a file.
#[derive(Debug)]
pub struct Output {
    /// As the user named it; `None` is standard output.
    path: Option<PathBuf>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Stdout,
    /// A file that takes its place, next to which it is written, at the end.
    Beside {
        file: NamedTempFile,
        place: PathBuf,
    },
    /// What can't be replaced by renaming: a device, a pipe.
    Direct(File),
}

impl Output {
    /// Opens `path`, `-` being standard output, like no path at all. An older file is left as it is until
    /// [`write`](Output::write) has succeeded.
    ///
    /// # Errors
    /// The path can't be written to.
    pub fn open(path: Option<&Path>) -> Result<Output, Error> {
        let Some(path) = path.filter(|path| path.as_os_str() != OsStr::new("-")) else {
            return Ok(Output { path: None, kind: Kind::Stdout });
        };
        let kind = open(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        Ok(Output { path: Some(path.to_owned()), kind })
    }

    /// Opens `path` where there is one.
    ///
    /// # Errors
    /// As [`open`](Output::open).
    pub fn open_some(path: Option<&Path>) -> Result<Option<Output>, Error> {
        path.map(|path| Output::open(Some(path))).transpose()
    }

    pub fn is_stdout(&self) -> bool {
        matches!(self.kind, Kind::Stdout)
    }

    /// Where it will be, for telling two outputs apart: links and `..` resolved.
    pub fn place(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Beside { place, .. } => Some(place),
            _ => None,
        }
    }

    /// Runs `write` on it, buffered, and puts the file in its place. A reader of standard output that went away
    /// (`| head`) is no error.
    ///
    /// # Errors
    /// What can't be written.
    pub fn write<T: Default>(self, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T, Error> {
        let done = match self.kind {
            Kind::Stdout => match buffered(io::stdout().lock(), write) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(T::default()),
                done => done,
            },
            Kind::Direct(file) => buffered(file, write),
            Kind::Beside { mut file, place } => buffered(&mut file, write).and_then(|value| {
                let mut pending = pending();
                let path = file.path().to_owned();
                // What the disk did not take is told here, and not lost with the power.
                file.as_file().sync_all()?;
                file.persist(place)?;
                pending.retain(|held| *held != path);
                Ok(value)
            }),
        };
        let path = self.path.unwrap_or_else(|| PathBuf::from("standard output"));
        done.map_err(|source| Error::Io { path, source })
    }
}

/// A folder that takes its place at the end.
pub struct Folder {
    /// Removed when dropped.
    made: TempDir,
    place: PathBuf,
}

impl Folder {
    /// Makes a folder next to `place`, where nothing may be.
    ///
    /// # Errors
    /// It can't be made, or something is there.
    pub fn create(place: &Path) -> io::Result<Folder> {
        if place.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let beside = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut pending = pending();
        let mut builder = Builder::new();
        builder.prefix(".wirecopy-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let made = builder.tempdir_in(beside)?;
        pending.push(made.path().to_owned());
        Ok(Folder { made, place: place.to_owned() })
    }

    /// Writes a file into it, under a name with `/` between its parts.
    ///
    /// # Errors
    /// It can't be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.made.path().join(name);
        // Whoever removes the folder has the lock.
        let _pending = pending();
        fs::create_dir_all(path.parent().unwrap_or(self.made.path()))?;
        fs::write(path, bytes)
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// It can't be renamed.
    pub fn finish(self) -> io::Result<()> {
        let mut pending = pending();
        fs::rename(self.made.path(), &self.place)?;
        pending.retain(|held| held != self.made.path());
        let _ = self.made.keep();
        Ok(())
    }
}

fn buffered<T>(inner: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    let mut out = BufWriter::with_capacity(1 << 16, inner);
    let value = write(&mut out)?;
    out.flush()?;
    Ok(value)
}

fn open(path: &Path) -> io::Result<Kind> {
    let place = match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        // A link stays, and its target is replaced.
        Ok(meta) if meta.is_file() => {
            // Renaming over it would get past its permissions.
            OpenOptions::new().append(true).open(path)?;
            path.canonicalize()?
        }
        Ok(_) => return Ok(Kind::Direct(OpenOptions::new().write(true).open(path)?)),
        Err(_) => {
            let folder =
                path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
            folder.canonicalize()?.join(name)
        }
    };
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".wirecopy-").suffix(".part");
    // The permissions of the file that it replaces, or those of any new file; the default would be the owner's alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = {
        let mut pending = pending();
        let file = builder.tempfile_in(folder)?;
        pending.push(file.path().to_owned());
        file
    };
    if let Ok(meta) = fs::metadata(&place) {
        file.as_file().set_permissions(meta.permissions())?;
    }
    Ok(Kind::Beside { file, place })
}

/// Refuses outputs that would overwrite each other.
///
/// # Errors
/// Two of them are the same file, or both standard output.
pub fn distinct(outputs: &[(&str, Option<&Output>)]) -> Result<(), Error> {
    for (i, (option, output)) in outputs.iter().enumerate() {
        for (other_option, other) in &outputs[..i] {
            let (Some(output), Some(other)) = (output, other) else { continue };
            if output.is_stdout() && other.is_stdout() {
                return Err(Error::Config(format!(
                    "{other_option} and {option} both go to standard output: give one of them a file"
                )));
            }
            if output.place().is_some() && output.place() == other.place() {
                return Err(Error::Config(format!(
                    "{other_option} and {option} name the same file: give each its own"
                )));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(file: &Path) -> String {
        fs::read_to_string(file).unwrap_or_default()
    }

    #[test]
    fn a_file_is_replaced_at_the_end_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("out.txt");
        fs::write(&file, "old").expect("a file");
        let failed = Output::open(Some(&file)).expect("it opens").write(|out| {
            out.write_all(b"half")?;
            out.flush()?;
            Err::<(), _>(io::Error::other("no"))
        });
        assert!(failed.is_err());
        assert_eq!(text(&file), "old");
        Output::open(Some(&file)).expect("it opens").write(|out| out.write_all(b"new")).expect("it writes");
        assert_eq!(text(&file), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_devices_stay_what_they_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").expect("a file");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        Output::open(Some(&link)).expect("it opens").write(|out| out.write_all(b"new")).expect("it writes");
        assert_eq!(text(&file), "new");
        assert!(link.is_symlink());
        let null = Output::open(Some(Path::new("/dev/null"))).expect("it opens");
        null.write(|out| out.write_all(b"gone")).expect("it writes");
        assert!(!fs::metadata("/dev/null").expect("it is there").is_file());
    }

    #[test]
    fn outputs_must_not_collide() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("out.txt");
        let open = |path: &Path| Output::open(Some(path)).expect("it opens");
        let (a, b, other) = (open(&file), open(&file), open(&folder.path().join("other")));
        assert!(distinct(&[("-o", Some(&a)), ("--pairs", None), ("--problems", Some(&b))]).is_err());
        assert!(distinct(&[("-o", Some(&a)), ("--pairs", Some(&other))]).is_ok());
        let (a, b) = (open(Path::new("-")), Output::open(None).expect("it opens"));
        assert!(distinct(&[("-o", Some(&a)), ("--pairs", Some(&b))]).is_err());
    }
}
