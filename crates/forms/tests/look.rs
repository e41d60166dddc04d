//! Slips to look at, written into the folder that `ANSU_LOOK` names; without it nothing is drawn.
mod sample;

#[test]
fn slips_to_look_at() {
    let Ok(folder) = std::env::var("ANSU_LOOK") else { return };
    let write = |name: &str, ticket: &ansu_complaint::Ticket| match sample::print(ticket) {
        Ok(pdf) => std::fs::write(format!("{folder}/{name}.pdf"), pdf.bytes).unwrap(),
        Err(error) => panic!("{name}: {error}"),
    };
    write("open", &sample::open());
    write("settled", &sample::settled());
    write("signed", &sample::signed());
}
