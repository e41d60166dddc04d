#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]
use ansu_coach::{Language, WordingCheck};
#[test]
fn scratch() {
    let patterns = serde_json::from_str(&std::fs::read_to_string("data/patterns.json").unwrap()).unwrap();
    let t=std::time::Instant::now();
    let check = WordingCheck::new(&patterns).unwrap();
    println!("ready {:?}",t.elapsed());
    for file in std::env::var("FILES").unwrap().split(',') {
        let (mut flagged, mut all) = (0, 0);
        let bad=!file.contains("good");
        for line in std::fs::read_to_string(file).unwrap().lines() {
            if line.starts_with('#') || line.is_empty() { if bad {println!("{line}");} continue; }
            all += 1;
            let found: Vec<_> = check.check(line, Language::English).into_iter().map(|w| (w.pattern, w.said)).collect();
            flagged += i32::from(!found.is_empty());
            if found.is_empty() == bad { println!("  {line} {found:?}"); }
        }
        println!("{file}: {flagged} of {all}");
    }
}
