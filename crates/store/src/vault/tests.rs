use super::*;
use ansu_complaint::StaffId;

fn staff(number: &str) -> Holder {
    Holder::Staff(StaffId::try_from(number.to_owned()).unwrap())
}

fn plate() -> Plate {
    Plate {
        company: "清渡电信".to_owned(),
        hall: "望桥营业厅".to_owned(),
        code: "A01".to_owned(),
        counter: "1".to_owned(),
    }
}

fn word(text: &str) -> Secret {
    Secret::password(text)
}

/// A founded vault with a manager and a clerk.
fn vault(folder: &Path) -> OpenVault {
    let manager = staff("1001");
    let mut open = Vault::found(
        folder,
        plate(),
        &manager,
        &word("山高月小水落"),
        Cost::LEAST,
    )
    .unwrap();
    open.give(&staff("1024"), &word("桂花糕三块半"), Cost::LEAST, true)
        .unwrap();
    open.founded().unwrap();
    open
}

fn again(folder: &Path) -> Vault {
    Vault::find(folder).unwrap().unwrap()
}

#[test]
fn everybody_opens_the_same_master_key_with_their_own_secret_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Vault::find(folder.path()).unwrap().is_none());
    let open = vault(folder.path());
    let found = again(folder.path());
    assert_eq!(found.plate(), &plate());
    assert!(!found.is_being_founded());
    for (holder, secret) in [("1001", "山高月小水落"), ("1024", "桂花糕三块半")] {
        let by = found.unlock(&staff(holder), &word(secret)).unwrap();
        assert_eq!(by.master().as_bytes(), open.master().as_bytes());
        assert_eq!(by.is_provisional(&staff(holder)), holder == "1024");
    }
    for (holder, secret) in [
        ("1001", "桂花糕三块半"),
        ("1024", ""),
        ("1024", "桂花糕三块半 "),
        ("1099", "桂花糕三块半"),
    ] {
        assert!(matches!(
            found.unlock(&staff(holder), &word(secret)),
            Err(StoreError::WrongSecret)
        ));
    }
}

#[test]
fn the_recovery_sheet_opens_what_every_password_is_lost_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut open = vault(folder.path());
    let code = RecoveryCode::random().unwrap();
    open.give(&Holder::Recovery, &code.secret(), Cost::LEAST, false)
        .unwrap();
    let typed = RecoveryCode::parse(&code.printed().to_lowercase()).unwrap();
    let by = again(folder.path())
        .unlock(&Holder::Recovery, &typed.secret())
        .unwrap();
    assert_eq!(by.master().as_bytes(), open.master().as_bytes());
}

#[test]
fn who_was_taken_out_gets_neither_the_file_nor_a_changed_master_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut open = vault(folder.path());
    let before = *open.master().as_bytes();
    let (manager, secret) = (staff("1001"), word("山高月小水落"));
    open.take(&staff("1024")).unwrap();
    assert!(matches!(
        again(folder.path()).unlock(&staff("1024"), &word("桂花糕三块半")),
        Err(StoreError::WrongSecret)
    ));

    let next = open.rotate().unwrap();
    // A power cut here: the file leads to both.
    let between = again(folder.path()).unlock(&manager, &secret).unwrap();
    assert_eq!(between.master().as_bytes(), &before);
    let led_to = between.next(&manager, &secret).unwrap().unwrap();
    assert_eq!(led_to.as_bytes(), next.as_bytes());

    open.rotated(next).unwrap();
    let after = again(folder.path()).unlock(&manager, &secret).unwrap();
    assert_ne!(after.master().as_bytes(), &before);
    assert!(after.next(&manager, &secret).unwrap().is_none());
}

#[test]
fn a_change_of_the_master_key_that_came_to_nothing_can_be_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut open = vault(folder.path());
    let before = *open.master().as_bytes();
    open.rotate().unwrap();
    open.not_rotated().unwrap();
    let (manager, secret) = (staff("1001"), word("山高月小水落"));
    let after = again(folder.path()).unlock(&manager, &secret).unwrap();
    assert_eq!(after.master().as_bytes(), &before);
    assert!(after.next(&manager, &secret).unwrap().is_none());
}

/// Every bit of the file, one after the other: refused as damaged, or the secret no longer fits, and never opened as if nothing were.
#[test]
fn no_changed_bit_goes_unnoticed() {
    let folder = tempfile::tempdir().unwrap();
    vault(folder.path());
    let path = folder.path().join(KEY_FILE);
    let whole = std::fs::read(&path).unwrap();
    let (manager, secret) = (staff("1001"), word("山高月小水落"));
    let mut costly = 0;
    for place in 0..whole.len() {
        for bit in [0, 3, 6] {
            let mut bytes = whole.clone();
            bytes[place] ^= 1 << bit;
            let Ok(file) = KeyFile::parse(&bytes) else {
                continue;
            };
            // Each of these costs a stretched password: a sample is tried.
            costly += 1;
            if costly % 40 != 0 {
                continue;
            }
            let vault = Vault {
                path: path.clone(),
                file,
            };
            assert!(
                vault.unlock(&manager, &secret).is_err(),
                "byte {place}, bit {bit}"
            );
        }
    }
    assert!(costly > 400, "{costly} changed files could be read");
}

#[test]
fn a_file_of_another_kind_a_newer_one_and_one_cut_short_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    vault(folder.path());
    let path = folder.path().join(KEY_FILE);
    let whole = std::fs::read_to_string(&path).unwrap();
    let outcome = |text: &str| {
        std::fs::write(&path, text).unwrap();
        Vault::find(folder.path())
    };
    for bad in ["", "{}", "[]", "\u{0}", &whole[..whole.len() / 2]] {
        assert!(
            matches!(outcome(bad), Err(StoreError::Damaged { .. })),
            "{bad}"
        );
    }
    assert!(matches!(
        outcome(&whole.replace("\"form\": 1", "\"form\": 2")),
        Err(StoreError::Newer {
            found: 2,
            known: 1,
            ..
        })
    ));
    assert!(matches!(
        outcome(&" ".repeat(2 * 1024 * 1024)),
        Err(StoreError::Damaged { .. })
    ));
    // A cost that would take all memory is refused before anything is computed.
    assert!(matches!(
        outcome(&whole.replace("19456", "4294967295")),
        Err(StoreError::Damaged { .. })
    ));
}

#[test]
fn nothing_secret_is_printed_or_stands_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let open = vault(folder.path());
    let shown = format!("{open:?} {:?}", word("山高月小水落"));
    let text = std::fs::read_to_string(folder.path().join(KEY_FILE)).unwrap();
    let master = data_encoding::HEXLOWER.encode(open.master().as_bytes());
    for told in [shown, text] {
        assert!(!told.contains("山高") && !told.contains(&master));
    }
}
