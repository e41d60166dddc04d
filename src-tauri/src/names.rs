//! Every command of the window, and who is answered: the one list from which the commands themselves, their permissions, the door while the
//! counter is covered and the documentation are made. A command that has no row here is none.
//!
//! `Anybody` is answered before anybody has signed in: it shows nothing of the hall. `Secret` brings a password or the recovery sheet's code
//! with it. `Asks` is for whoever is at work, by the row of that operation in the desk's table. `covered` is answered while the counter is
//! covered too: who is wanted, the ways out, and keeping what was typed before, which tells nothing.

/// Hands every row to another macro.
macro_rules! every_command {
    ($use:ident) => {
        $use! {
            start: Anybody, covered;
            found_hall: Anybody;
            enter_demonstration: Anybody;
            leave_demonstration: Anybody;
            sign_in: Secret;
            sign_out: Anybody, covered;
            cover: Anybody, covered;
            uncover: Asks(Uncover), covered;
            hear_locks: Anybody, covered;
            sign_of_life: Anybody, covered;
            hear_closing: Anybody, covered;
            close_now: Anybody;
            recover: Secret;
            change_password: Asks(ChangePassword);
            issue_password: Asks(IssuePassword);
            renew_sheet: Asks(RenewSheet);
            show_sheet: Asks(ProveSheet);
            print_sheet: Asks(ProveSheet);
            prove_sheet: Asks(ProveSheet);
            audit: Asks(Audit);
            verify_audit: Asks(Audit);
            day_sheet: Asks(Audit);
            save_day_sheet: Asks(Audit);
            print_day_sheet: Asks(Audit);
            backups: Anybody;
            back_up: Asks(Backup);
            back_up_if_due: Asks(Draft);
            second_place: Asks(Draft);
            choose_second_place: Asks(PutSecondPlace);
            forget_second_place: Asks(PutSecondPlace);
            put_off_second_place: Asks(Draft);
            back_up_second: Asks(Backup);
            stop_backup: Anybody;
            choose_folder: Anybody;
            preview_restore: Secret;
            restore: Secret;
            review_list: Asks(Dispose);
            dispose: Asks(Dispose);
            erase_unregistered: Asks(Dispose);
            person: Asks(ExportPerson);
            export_person: Asks(ExportPerson);
            put_preferences: Anybody;
            put_staff: Asks(PutStaff);
            rename_hall: Asks(RenameHall);
            timing: Asks(Timing);
            calendar_faults: Asks(Timing);
            put_timing: Asks(PutTiming);
            catalogue: Anybody;
            authority: Asks(Ticket);
            queue: Asks(Queue);
            promises: Asks(Promises);
            follow_ups: Asks(FollowUps);
            contacts: Asks(Contacts);
            note_contact: Asks(NoteContact);
            take_back_contact: Asks(NoteContact);
            register: Asks(Register);
            perform: Asks(Perform);
            ticket: Asks(Ticket);
            bring_evidence: Asks(BringEvidence);
            evidence_previews: Asks(Evidence);
            evidence: Asks(Evidence);
            save_evidence: Asks(Evidence);
            reveal_phone: Asks(RevealPhone);
            intake_form: Asks(IntakeForm);
            log: Asks(Log);
            coach: Asks(Coach);
            statements: Asks(Coach);
            check_wording: Asks(Coach);
            rules: Asks(Coach);
            work_out: Asks(Coach);
            set_against: Asks(Coach);
            advice: Asks(Coach);
            practice: Asks(Coach);
            practise: Asks(Coach);
            library: Asks(Library);
            find_playbooks: Asks(Library);
            library_item: Asks(Library);
            library_diff: Asks(Library);
            look_over: Asks(Library);
            publish: Asks(EditLibrary);
            confirm_rule: Asks(ConfirmRule);
            take_out: Asks(EditLibrary);
            export_library: Asks(Library);
            offer_library: Asks(EditLibrary);
            import_library: Asks(EditLibrary);
            read_back: Asks(ReadBack);
            save_draft: Asks(Draft), covered;
            draft: Asks(Draft);
            discard_draft: Asks(Draft), covered;
            unfinished: Asks(Draft);
            hand_over: Asks(HandOver);
            slip: Asks(Slip);
            save_slip: Asks(IssueSlip);
            print_slip: Asks(IssueSlip);
            paper: Asks(Slip);
            save_paper: Asks(IssueSlip);
            print_paper: Asks(IssueSlip);
            printers: Anybody;
        }
    };
}

macro_rules! names {
    ($($name:ident: $access:ident $(($operation:ident))? $(, $covered:ident)?;)*) => {
        &[$(stringify!($name)),*]
    };
}

/// Every command by its name. `build.rs` makes a permission of each.
#[allow(dead_code, reason = "the program itself takes them from the rows")]
pub(crate) const COMMANDS: &[&str] = every_command!(names);

#[allow(unused_imports, reason = "build.rs needs the names only")]
pub(crate) use every_command;
