//! Text from outside, of a size that the program can hold: a device never ends, and a file may say to be larger than any memory.

use std::io::{Error, ErrorKind, Read, Result};

/// All that `from` gives, as UTF-8.
///
/// # Errors
/// It can't be read, is more than `most` bytes, or no UTF-8.
pub(crate) fn text(from: impl Read, most: u64) -> Result<String> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let words = format!("it holds more than {most} bytes");
        return Err(Error::new(ErrorKind::FileTooLarge, words));
    }
    String::from_utf8(bytes).map_err(|_| Error::new(ErrorKind::InvalidData, "it is no UTF-8 text"))
}
