//! How long the wording check takes: for a page of text while it is typed, and to make the shipped list ready, once.

use ansu_coach::{Coach, Language, PatternFile, WordingCheck};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;

/// Characters of the text that is checked.
const CHARS: usize = 500;
const HARMLESS: &str = "您好，您反映的三月账单我逐项核对过：月租三十九元，流量包十元，国内语音五元，合计与扣款短信一致。多出来的十二元是彩铃，\
三月二日由短信回复订购，短信里没有写价格，这一步我们做得不够。计费组张工今天十七点前把这笔钱退回您的话费账户，退好之后我打您这个号码。\
装维班师傅周四上午十点到您家，带一台新的光猫，旧的由他带走；换好以后我再回访，请您看看晚上八点的网速。";
const HURTFUL: &str = "您先冷静一下，这是公司规定，我们保证以后再也不会出现这种问题。";
/// Hardly a sentence that would not hurt.
const ALL_HURTFUL: &str = "您先冷静一下。这是公司规定，我们没办法。您听错了吧？别人都没意见。这不归我们管，您去找厂家。肯定能修好，您放心。\
不签字就不退款。您的山寨机早该扔了。不可能多扣您的。别着急，别着急。";

fn page(of: &str, shift: usize) -> String {
    of.chars().cycle().skip(shift).take(CHARS).collect()
}

fn wording_check(c: &mut Criterion) {
    let file: PatternFile =
        serde_json::from_str(include_str!("../data/patterns.json")).unwrap_or_default();
    c.bench_function("wording check, made ready", |b| {
        b.iter(|| WordingCheck::new(black_box(&file)))
    });
    let Ok(check) = WordingCheck::new(&file) else {
        return;
    };
    let harmless = page(HARMLESS, 0);
    let hurtful = page(&format!("{HARMLESS}{HURTFUL}"), 0);
    let all_hurtful = page(ALL_HURTFUL, 0);
    for (name, text, least) in [
        ("harmless", &harmless, 0),
        ("with three hits", &hurtful, 3),
        ("with hits everywhere", &all_hurtful, 40),
    ] {
        assert!(
            check.check(text, Language::Chinese).len() >= least,
            "{name}"
        );
        c.bench_function(&format!("wording check, 500 characters, {name}"), |b| {
            b.iter(|| check.check(black_box(text), Language::Chinese))
        });
    }
    // While somebody types, each text is a little different from the one before.
    let mut shift = 0;
    c.bench_function("wording check, 500 characters, each time others", |b| {
        b.iter_batched(
            || {
                shift += 7;
                page(HARMLESS, shift)
            },
            |text| check.check(&text, Language::Chinese),
            BatchSize::SmallInput,
        );
    });
    c.bench_function("wording check, 500 characters, the first time", |b| {
        b.iter_batched(
            || WordingCheck::new(&file),
            |check| check.map(|check| check.check(&harmless, Language::Chinese).len()),
            BatchSize::PerIteration,
        );
    });
    let Ok(library) = ansu_coach::shipped() else {
        return;
    };
    c.bench_function("wording check, 500 characters, after warming up", |b| {
        b.iter_batched(
            || {
                let coach = Coach::of(library.clone());
                if let Ok(coach) = &coach {
                    coach.warm_up(Language::Chinese);
                }
                coach
            },
            |coach| coach.map(|coach| coach.check_wording(&harmless, Language::Chinese).len()),
            BatchSize::PerIteration,
        );
    });
}

criterion_group!(benches, wording_check);
criterion_main!(benches);
