//! Sentences with a date: what is found in what was said at 14:32 on Saturday, 21 November 2026, in a hall that ships its calendar.
#![allow(clippy::unwrap_used, reason = "a helper of tests")]

use ansu_coach::promised;
use ansu_complaint::{Calendar, Moment, hall_time};

const NOW: &str = "2026-11-21T14:32:00+08:00";

fn now() -> Moment {
    NOW.parse::<chrono::DateTime<chrono::FixedOffset>>()
        .unwrap()
        .to_utc()
}

/// What is found, each as its words and its time on the hall's clock.
fn found(text: &str) -> Vec<(String, String)> {
    promised(text, now(), &Calendar::default())
        .into_iter()
        .map(|found| {
            let due = hall_time(found.due).format("%m-%d %H:%M").to_string();
            (found.text, due)
        })
        .collect()
}

/// Each is one promise, due then.
const PROMISES: &[(&str, &str)] = &[
    ("明天下午三点前给您回电", "11-22 15:00"),
    ("48小时内给您答复", "11-23 14:32"),
    ("本周日之前处理好", "11-22 17:30"),
    ("下周五之前给您答复", "11-27 18:00"),
    ("我们会在两天内上门维修", "11-23 14:32"),
    ("半小时内工程师与您联系", "11-21 15:02"),
    ("半个小时之内给您回电话", "11-21 15:02"),
    ("一个半小时内修好", "11-21 16:02"),
    ("两个小时以内恢复网络", "11-21 16:32"),
    ("30分钟内装维师傅给您打电话", "11-21 15:02"),
    ("一刻钟内回电", "11-21 14:47"),
    ("24小时之内回复您", "11-22 14:32"),
    ("３天内退费到账", "11-24 14:32"),
    ("三个工作日内核实清楚并答复", "11-25 18:00"),
    ("15个工作日内退还预存款", "12-11 18:00"),
    ("一周内给您书面答复", "11-28 14:32"),
    ("半个月内完成扩容", "12-06 14:32"),
    ("一个月内给您装好", "12-21 14:32"),
    ("今天下班前给您回复", "11-21 18:00"),
    ("今晚八点前恢复", "11-21 20:00"),
    ("今晚给您回电", "11-21 22:00"),
    ("今天下午5点上门检修", "11-21 17:00"),
    ("明早9点师傅到场", "11-22 09:00"),
    ("明天上午十点半上门", "11-22 10:30"),
    ("明天上午9点到11点上门安装", "11-22 11:00"),
    ("明天下午2:00-4:30上门更换光猫", "11-22 16:30"),
    ("明日12:00前核实", "11-22 12:00"),
    ("明天中午前给您答复", "11-22 12:00"),
    ("明天中午十二点之前会有结果，给您打电话", "11-22 12:00"),
    ("后天上午回访您", "11-23 12:00"),
    ("大后天之前解决", "11-24 18:00"),
    ("周一上午给您回电", "11-23 12:00"),
    ("星期三下午三点一刻上门", "11-25 15:15"),
    ("礼拜四之前办好", "11-26 18:00"),
    ("下周二晚上7点前复测", "11-24 19:00"),
    ("这周内给您一个说法", "11-22 17:30"),
    ("下周内完成移机", "11-29 17:30"),
    ("月底前退款到账", "11-30 18:00"),
    ("本月内把多扣的费用退还", "11-30 18:00"),
    ("下个月底之前完成割接", "12-31 18:00"),
    ("11月25日下午4点前给您书面答复", "11-25 16:00"),
    ("12月1号之前减免当月月租", "12-01 18:00"),
    ("2027年1月5日前开通", "01-05 18:00"),
    ("25号之前给您装好", "11-25 18:00"),
    ("十一月二十八日上门", "11-28 17:30"),
    ("三天后给您回访", "11-24 18:00"),
    ("两小时后给您回电", "11-21 16:32"),
    ("晚上8点整给您回电", "11-21 20:00"),
    ("下午三点我给您打电话", "11-21 15:00"),
    ("15:30前回复您", "11-21 15:30"),
    (
        "张先生，请您放心，明天下午三点前我给您回电。",
        "11-22 15:00",
    ),
    ("明天下午三点前，由装维一班上门。", "11-22 15:00"),
    ("按规定48小时内为您修复", "11-23 14:32"),
    ("明天下午三点给您回电，可以吗？", "11-22 15:00"),
    ("我们 明天 下午 三点 前 给 您 回电", "11-22 15:00"),
    ("We will call you back within two days.", "11-23 14:32"),
    ("You will have your answer by Friday noon", "11-27 12:00"),
    ("I'll call you by 3 pm tomorrow", "11-22 15:00"),
    ("An engineer will visit tomorrow at 10:30", "11-22 10:30"),
    ("We'll refund it within 48 hours", "11-23 14:32"),
    ("We will get back to you in half an hour", "11-21 15:02"),
    ("reply by the end of the week", "11-22 17:30"),
    ("It will be fixed by next Tuesday", "11-24 18:00"),
    ("We will restore the line tonight", "11-21 22:00"),
    ("I will phone you on Monday morning", "11-23 12:00"),
    ("We'll credit your account by 30 November", "11-30 18:00"),
    ("Refund to be paid by December 5th", "12-05 17:30"),
    (
        "within three working days we send a written answer",
        "11-25 18:00",
    ),
    (
        "We'll have it installed by the end of the month",
        "11-30 18:00",
    ),
    ("Someone will ring you this evening", "11-21 22:00"),
    (
        "We will contact you no later than 6 p.m. today",
        "11-21 18:00",
    ),
];

/// None of them is a promise.
const HARMLESS: &[&str] = &[
    "昨天下午三点师傅上门了",
    "三天前客户来过电话",
    "客户希望明天下午三点前回电",
    "客户要求48小时内修好",
    "客户说，本周五之前必须退费",
    "张先生要求今天之内给答复",
    "希望48小时内解决",
    "要求两天内退费并道歉",
    "您希望什么时候给您回电？",
    "明天下午三点您方便吗？",
    "您可以在15天内向我们申诉",
    "请您明天下午三点前把身份证带来办理",
    "麻烦您周一上午来厅里办理",
    "如果48小时内没有修好，可以再联系我们",
    "已经在11月20日退款到账",
    "上周五给客户回过电话",
    "已于今天上午10点恢复",
    "断网持续了48小时",
    "24小时服务热线随时可以联系",
    "营业时间到晚上八点",
    "条例规定城镇48小时内修复",
    "套餐下月1日生效",
    "合约2027年5月31日到期",
    "优惠活动到本周日结束",
    "每月25号出账单，短信通知",
    "今天上午10点给您回电",
    "11月20日之前处理",
    "48小时内无法修复",
    "我们尽快给您回电",
    "有问题请早一点联系我们",
    "您住在3号楼2单元，师傅上门",
    "网络已经恢复，请您放心",
    "客户是周一上午10点开始掉线的",
    "原定明天上门，因材料没到取消",
    "过去48小时内多次掉线",
    "The customer wants a call back by Friday",
    "The line was repaired within two days",
    "You can appeal within 15 days",
    "Please bring your card by 3 pm tomorrow",
    "We called you yesterday at 3 pm",
    "Can you call me back by noon tomorrow?",
    "If it is not fixed within 48 hours, call us",
    "The regulation requires repair within 48 hours",
    "We can't fix it by tomorrow",
    "We will do our best",
    "It happened on Monday morning",
];

#[test]
fn a_sentence_with_a_date_is_found_with_its_due_time() {
    let mut wrong = Vec::new();
    for (text, due) in PROMISES {
        let found = found(text);
        if found.len() != 1 || found[0].1 != *due {
            wrong.push(format!("{text}: {due}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_promise_is_not_taken_for_one() {
    let wrong: Vec<_> = HARMLESS
        .iter()
        .map(|text| (text, found(text)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(text, found)| format!("{text}: {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_clause_with_a_time_is_a_promise_of_its_own() {
    let text = "张先生，您别着急。今天下午五点前我给您回电，明天上午师傅上门，把光猫换好。多扣的30元，三个工作日内退还！";
    let found = found(text);
    let expected = [
        ("今天下午五点前我给您回电", "11-21 17:00"),
        ("明天上午师傅上门，把光猫换好", "11-22 12:00"),
        ("多扣的30元，三个工作日内退还", "11-25 18:00"),
    ];
    let expected = expected.map(|(text, due)| (text.to_owned(), due.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn the_same_words_twice_are_one_promise() {
    assert_eq!(found("明天回电给您。明天回电给您。").len(), 1);
}
