//! The layer under SQLite: every call on a watched folder is told to its [`Disk`](crate::disk::Disk), which may refuse it; all
//! other calls go straight to the system's own layer.
#![allow(
    unsafe_code,
    reason = "SQLite takes a layer as a table of C functions; the one module of the workspace that has any"
)]

use std::ffi::{CStr, c_char, c_int, c_void};
use std::mem::size_of;
use std::path::PathBuf;
use std::ptr::{null, null_mut};
use std::sync::{Arc, OnceLock};

use rusqlite::ffi::{
    SQLITE_ERROR, SQLITE_OK, SQLITE_OPEN_CREATE, sqlite3_file, sqlite3_initialize, sqlite3_int64,
    sqlite3_io_methods, sqlite3_vfs, sqlite3_vfs_find, sqlite3_vfs_register,
};

use crate::disk::{self, Call, Disk};

/// The system's own layer.
struct Real(*mut sqlite3_vfs);
// SAFETY: SQLite's layers live as long as the process, are not changed once registered, and are made to be called from any thread.
unsafe impl Send for Real {}
// SAFETY: as above.
unsafe impl Sync for Real {}

static REAL: OnceLock<Real> = OnceLock::new();

/// An open file: SQLite knows the first field only and hands the whole back with every call.
#[repr(C)]
struct Layered {
    base: sqlite3_file,
    /// The file of the system's layer, in memory of our own.
    real: *mut sqlite3_file,
    /// The memory's owner; 8 bytes a piece, for its alignment.
    memory: *mut Vec<u64>,
    /// The disk that watches it and the file's name there; null where none does.
    watch: *mut Watch,
}

struct Watch {
    disk: Arc<Disk>,
    name: String,
}

/// Makes this layer the one that every connection of this process is opened with. Once is enough, more does no harm.
pub(crate) fn install() {
    REAL.get_or_init(|| {
        // SAFETY: both take no or a null argument and may be called at any time.
        let real = unsafe {
            sqlite3_initialize();
            sqlite3_vfs_find(null())
        };
        assert!(!real.is_null(), "SQLite has no layer for this system");
        // SAFETY: a registered layer is a valid value. Functions that are not replaced below do not look at which layer they are called with.
        let mut mine = unsafe { *real };
        mine.szOsFile = c_int::try_from(size_of::<Layered>()).unwrap();
        mine.pNext = null_mut();
        mine.zName = c"ansu-faults".as_ptr();
        mine.xOpen = Some(open);
        mine.xDelete = Some(delete);
        mine.xAccess = Some(access);
        // SAFETY: the table is leaked on purpose, so it lives as long as the process.
        let told = unsafe { sqlite3_vfs_register(Box::leak(Box::new(mine)), 1) };
        assert_eq!(told, SQLITE_OK);
        Real(real)
    });
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // 2: with shared memory, without mapping the file itself, which would pass this layer by.
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Calls a function of the system's file under ours.
macro_rules! under {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: SQLite hands back the file that `open` filled, and calls nothing on it after `close`.
        unsafe {
            let real = (*$file.cast::<Layered>()).real;
            match (*(*real).pMethods).$method {
                Some(call) => call(real $(, $argument)*),
                None => SQLITE_ERROR,
            }
        }
    }};
}

/// The disk that watches a file, and its name there.
fn watch<'a>(file: *mut sqlite3_file) -> Option<&'a Watch> {
    // SAFETY: as in `under`; the watch is dropped in `close` only.
    unsafe { (*file.cast::<Layered>()).watch.as_ref() }
}

/// What the disk answers instead of doing the call.
fn refused(file: *mut sqlite3_file, call: Call) -> Option<c_int> {
    let watch = watch(file)?;
    watch.disk.refuses(call)
}

fn path(name: *const c_char) -> Option<PathBuf> {
    if name.is_null() {
        return None;
    }
    // SAFETY: SQLite's names end with a zero.
    let name = unsafe { CStr::from_ptr(name) };
    name.to_str().ok().map(PathBuf::from)
}

fn real() -> *mut sqlite3_vfs {
    REAL.get().map_or(null_mut(), |real| real.0)
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives `szOsFile` bytes; a null table says that there is nothing to close.
    unsafe { (*file).pMethods = null() };
    let place = path(name);
    let watch = place.as_deref().and_then(disk::watching);
    let creates =
        flags & SQLITE_OPEN_CREATE != 0 && place.as_deref().is_some_and(|path| !path.exists());
    if let Some((disk, _)) = &watch
        && let Some(answer) = disk.refuses(Call::Open { creates })
    {
        return answer;
    }
    let vfs = real();
    // SAFETY: the memory is at least as large as the system's layer asks for, zeroed, and freed in `close` or right here.
    unsafe {
        let size = usize::try_from((*vfs).szOsFile).unwrap_or(4096);
        let memory = Box::into_raw(Box::new(vec![0_u64; size.div_ceil(8)]));
        let below = (*memory).as_mut_ptr().cast::<sqlite3_file>();
        let Some(call) = (*vfs).xOpen else {
            return SQLITE_ERROR;
        };
        let answer = call(vfs, name, below, flags, out);
        if answer != SQLITE_OK {
            if !(*below).pMethods.is_null()
                && let Some(close) = (*(*below).pMethods).xClose
            {
                close(below);
            }
            drop(Box::from_raw(memory));
            return answer;
        }
        let watch = watch.map_or(null_mut(), |(disk, name)| {
            disk.opened(&name, creates);
            Box::into_raw(Box::new(Watch { disk, name }))
        });
        file.cast::<Layered>().write(Layered {
            base: sqlite3_file { pMethods: &METHODS },
            real: below,
            memory,
            watch,
        });
    }
    SQLITE_OK
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let answer = under!(file, xClose);
    // SAFETY: both were made by `Box::into_raw` in `open`; SQLite calls this once and nothing after it.
    unsafe {
        let layered = file.cast::<Layered>().read();
        if !layered.watch.is_null() {
            drop(Box::from_raw(layered.watch));
        }
        drop(Box::from_raw(layered.memory));
        (*file).pMethods = null();
    }
    answer
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, durably: c_int) -> c_int {
    let watch = path(name).as_deref().and_then(disk::watching);
    if let Some((disk, _)) = &watch
        && let Some(answer) = disk.refuses(Call::Delete)
    {
        return answer;
    }
    let vfs = real();
    // SAFETY: the arguments are those that SQLite gave.
    let answer = unsafe {
        match (*vfs).xDelete {
            Some(call) => call(vfs, name, durably),
            None => SQLITE_ERROR,
        }
    };
    if let (SQLITE_OK, Some((disk, name))) = (answer, watch) {
        disk.deleted(&name, durably != 0);
    }
    answer
}

unsafe extern "C" fn access(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    if let Some((disk, _)) = path(name).as_deref().and_then(disk::watching)
        && let Some(answer) = disk.refuses(Call::Access)
    {
        return answer;
    }
    let vfs = real();
    // SAFETY: the arguments are those that SQLite gave.
    unsafe {
        match (*vfs).xAccess {
            Some(call) => call(vfs, name, flags, out),
            None => SQLITE_ERROR,
        }
    }
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    amount: c_int,
    from: sqlite3_int64,
) -> c_int {
    match refused(file, Call::Read) {
        Some(answer) => answer,
        None => under!(file, xRead, to, amount, from),
    }
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    at: sqlite3_int64,
) -> c_int {
    if let Some(watch) = watch(file) {
        let amount = usize::try_from(amount).unwrap_or(0);
        // SAFETY: SQLite gives as many bytes as it says.
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), amount) };
        let at = usize::try_from(at).unwrap_or(0);
        if let Some(answer) = watch.disk.refuses_write(&watch.name, at, bytes) {
            return answer;
        }
    }
    under!(file, xWrite, bytes, amount, at)
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: sqlite3_int64) -> c_int {
    if let Some(watch) = watch(file) {
        let size = usize::try_from(size).unwrap_or(0);
        if let Some(answer) = watch.disk.refuses_truncate(&watch.name, size) {
            return answer;
        }
    }
    under!(file, xTruncate, size)
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    match watch(file) {
        // What is on disk is kept by the watching disk; waiting for the real one would prove nothing and take most of the time.
        Some(watch) => watch.disk.sync(&watch.name),
        None => under!(file, xSync, flags),
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    match refused(file, Call::Size) {
        Some(answer) => answer,
        None => under!(file, xFileSize, size),
    }
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    match refused(file, Call::Lock) {
        Some(answer) => answer,
        None => under!(file, xLock, level),
    }
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    under!(file, xUnlock, level)
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    match refused(file, Call::Lock) {
        Some(answer) => answer,
        None => under!(file, xCheckReservedLock, out),
    }
}

unsafe extern "C" fn file_control(
    file: *mut sqlite3_file,
    operation: c_int,
    argument: *mut c_void,
) -> c_int {
    under!(file, xFileControl, operation, argument)
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    under!(file, xSectorSize)
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    under!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    match refused(file, Call::ShmMap) {
        Some(answer) => answer,
        None => under!(file, xShmMap, region, size, extend, out),
    }
}

unsafe extern "C" fn shm_lock(
    file: *mut sqlite3_file,
    offset: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // Giving a lock back does not fail: SQLite does not look at the answer.
    let takes = flags & rusqlite::ffi::SQLITE_SHM_LOCK != 0;
    match takes.then(|| refused(file, Call::ShmLock)).flatten() {
        Some(answer) => answer,
        None => under!(file, xShmLock, offset, count, flags),
    }
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: as in `under`.
    unsafe {
        let real = (*file.cast::<Layered>()).real;
        if let Some(call) = (*(*real).pMethods).xShmBarrier {
            call(real);
        }
    }
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, deletes: c_int) -> c_int {
    under!(file, xShmUnmap, deletes)
}
