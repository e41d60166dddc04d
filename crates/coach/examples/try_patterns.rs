#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout)]
use ansu_coach::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let file: PatternFile = serde_json::from_str(&std::fs::read_to_string("data/patterns.json").unwrap()).unwrap();
    let check = WordingCheck::new(&file).unwrap();
    let mode = args.next().unwrap();
    let mut ablated = vec![];
    for field in ["before", "within", "after", "sentence", "words", "gbefore", "gsentence", "whole"] {
        let mut f = file.clone();
        match field {
            "gbefore" => f.unless_before = Default::default(),
            "gsentence" => f.unless_sentence = Default::default(),
            "whole" => f.whole = Default::default(),
            _ => for p in &mut f.patterns { match field { "before" => p.unless_before = None, "within" => p.unless_within = None, "after" => p.unless_after = None,
                "words" => p.unless_sentence = p.unless_sentence.as_ref().map(|s| s.replace("<帮忙的话>", "㊣").replace("<关怀>", "㊣")), _ => p.unless_sentence = None } },
        }
        ablated.push((field, WordingCheck::new(&f).unwrap()));
    }
    for path in args {
        assert!(!path.contains("-2"));
        let (mut right, mut wrong, mut missed, mut ok, mut kindoff) = (0, 0, 0, 0, 0);
        for row in std::fs::read_to_string(&path).unwrap().lines() {
            let v: serde_json::Value = serde_json::from_str(row).unwrap();
            let text = v["text"].as_str().unwrap();
            let kinds: Vec<String> = v["kinds"].as_array().unwrap().iter().map(|k| k.as_str().unwrap().to_owned()).collect();
            let found: Vec<_> = check.check(text, Language::English).into_iter().map(|w| (w.kind, w.pattern, w.said)).collect();
            match (kinds.is_empty(), found.is_empty()) {
                (true, true) => ok += 1,
                (true, false) => { wrong += 1; println!("W {text} ← {}", found.iter().map(|f| format!("{} [{}]", f.1, f.2)).collect::<Vec<_>>().join("; ")) }
                (false, true) => { missed += 1; println!("M {text} {kinds:?}");
                    for (field, check) in &ablated { for w in check.check(text, Language::English) { println!("      {field}: {} [{}]", w.pattern, w.said) } } }
                (false, false) => { right += 1;
                    let named = found.iter().any(|f| kinds.contains(&serde_json::to_value(f.0).unwrap().as_str().unwrap().to_owned()));
                    if !named { kindoff += 1; if mode == "k" { println!("K {text} {kinds:?} ← {}", found.iter().map(|f| format!("{} [{}]", f.1, f.2)).collect::<Vec<_>>().join("; ")) } }
                }
            }
        }
        println!("== {path}: P {:.3} R {:.3} right {right} wrong {wrong} missed {missed} ok {ok} kindoff {kindoff}", right as f64 / (right + wrong) as f64, right as f64 / (right + missed) as f64);
    }
}
