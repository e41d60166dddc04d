//! What a rewrite may not take away: the numbers, sums, dates and times of a sentence. Whoever is told "18 点前退您 30 元" has been told when and how much.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Numbers in figures with their unit; numbers in words where a unit follows; days and times of day by name. Over folded text.
///
/// 一 before a word that also counts things (一次, 一个, 一点) is hardly ever a number that matters, 一 before a span of time is one.
const FIGURES: &str = r"(?x)
    [0-9]+ (?:[.,:/\-][0-9]+)* \x20? (?:[万千百]?个?(?:元|块钱?|角|分钱|工作日|小时|钟头|分钟|星期|礼拜|月份?|季度|点半?|天|日|号|时|周|年|期|次|倍|折|兆)
        |%|‰|(?:[gm]b?|kb|yuan|days?|weeks?|months?|years?|hours?|minutes?|[ap]\.?m|o'clock)(?-u:\b)\.?)?
  | 百分之[零〇一二三四五六七八九十百两]+
  | [零〇一二三四五六七八九十百千万亿两半]+ [多来]? (?:个半?)? (?:元|块钱|角|毛钱|分钱|工作日|小时|钟头|分钟|星期|礼拜|月份?|季度|天|日|号|周|年|倍|折|兆)
  | [二三四五六七八九十百千万两][零〇一二三四五六七八九十百千万亿]* [多来]? (?:块|点半?|次|回|个|笔|项|期|张|条|户|台)
  | 一点(?:半|钟|前|整)
  | [今明后昨前当次][天日] | [今明昨][早晚] | [今明去]年 | [上下本这]个?(?:周|月|星期|礼拜)[一二三四五六日天]? | (?:周|星期|礼拜)[一二三四五六日天末]
  | 月[初中底末] | 年[初底末内] | 清早|早上|上午|中午|下午|傍晚|晚上|凌晨|半夜 | 元旦|春节|清明|五一|端午|中秋|国庆
  | (?-u:\b)(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:an?\x20)?hundred|thousand|half\x20an?|an?)
      \x20(?:and\x20a\x20half\x20)?(?:yuan|cents?|times|gigabytes?|megabytes?|hours?|(?:working\x20)?days?|weeks?|months?|years?)(?-u:\b)
  | (?-u:\b)(?:today|tonight|tomorrow|yesterday|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|noon|midday|midnight
      |january|february|april|june|july|august|september|october|november|december
      |(?:this|next|last)\x20(?:morning|afternoon|evening|week|month|year)|weekend)(?-u:\b)
";

static READY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(FIGURES).ok());

/// Where numbers, sums, dates and times stand in a folded text; what follows one right behind another (明天下午三点) is one with it.
pub(crate) fn figures(folded: &str) -> Vec<Range<usize>> {
    let found = READY.iter().flat_map(|ready| ready.find_iter(folded));
    let mut figures: Vec<Range<usize>> = vec![];
    for figure in found.filter(|found| !is_idiom(found.as_str(), after(folded, found.end()))) {
        match figures.last_mut() {
            Some(last) if last.end == figure.start() => last.end = figure.end(),
            _ => figures.push(figure.range()),
        }
    }
    figures
}

fn after(text: &str, byte: usize) -> &str {
    text.get(byte..).unwrap_or_default()
}

/// What looks like a number and says none: 说了半天, 一天到晚, 一百个放心, 百分之百 (for "surely"), 半毛钱关系, 5G for the network.
fn is_idiom(figure: &str, after: &str) -> bool {
    let goes_on = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    match figure {
        "半天" | "半日" | "百分之百" | "100%" | "半毛钱" => true,
        "一天" => goes_on(&["到晚"]),
        "一年" => goes_on(&["到头", "四季"]),
        "一分钱" => goes_on(&["都", "也"]),
        "一百个" | "百个" | "100个" | "一万个" | "万个" => goes_on(&["放心", "心"]),
        "2g" | "3g" | "4g" | "5g" | "6g" => !goes_on(&["流量", " of data", " data"]),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let folded = crate::fold::folded(text);
        let part = |figure: Range<usize>| folded.get(figure).unwrap().trim().to_owned();
        figures(&folded).into_iter().map(part).collect()
    }

    #[test]
    fn numbers_sums_dates_and_times_are_found() {
        for (text, all) in [
            ("18 点前一定把多收的 30 元退给您", vec!["18点", "30元"]),
            ("１，２３４．５０元", vec!["1,234.50元"]),
            ("明天下午三点半来装", vec!["明天下午三点半"]),
            ("三个工作日内退两百块钱", vec!["三个工作日", "两百块钱"]),
            ("下周三 10:30 之前", vec!["下周三10:30"]),
            ("免半年月租，减百分之二十", vec!["半年", "百分之二十"]),
            (
                "一个月，两次，5 月 31 日",
                vec!["一个月", "两次", "5月31日"],
            ),
            (
                "We refund 30 yuan by 6 p.m. today",
                vec!["30 yuan", "6 p.m.", "today"],
            ),
            (
                "in two weeks or an hour, on Friday",
                vec!["two weeks", "an hour", "friday"],
            ),
        ] {
            assert_eq!(found(text), all, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_is_none() {
        for text in [
            "您小声一点，我一定一直在，万一十分抱歉",
            "说了半天，一天到晚这样，一个一个来，第一次听说",
            "一块儿看，一次性，统一处理，三心二意",
            "一百个放心，百分之百能好，跟我们没半毛钱关系，您的 5G 手机",
            "you may go one by one, march on, wait a minute",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
