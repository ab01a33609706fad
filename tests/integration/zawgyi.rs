//! Burmese in the Zawgyi encoding beside the same in Unicode.

use wirecopy::anchors::{Finder, anchors};
use wirecopy::progress::Silent;
use wirecopy::text::{Tokenizer, identify};
use wirecopy::{Article, Config, Relation, analyze};

const UNICODE: &str = "\
ကူးတို့သင်္ဘော သန္တာမြင့်တွင် အင်္ဂါနေ့ နံနက်က မီးလောင်ခဲ့သဖြင့် ခရီးသည် ၃၂၈ ဦးစလုံး သင်္ဘောပေါ်မှ ဆင်းခဲ့ရသည်ဟု ကမ်းခြေစောင့်တပ်က ပြောသည်။\n\
မီးသည် ကားထားသည့် အောက်ထပ်မှ စတင်လောင်ကျွမ်းခဲ့ပြီး နှစ်နာရီအကြာတွင် ငြိမ်းသတ်နိုင်ခဲ့သည်။\n\
မည်သူမျှ ပြင်းထန်စွာ ဒဏ်ရာမရခဲ့သော်လည်း သင်္ဘောသား ခုနစ်ဦးကို မြို့တော်ဆေးရုံသို့ ပို့ဆောင်ခဲ့ရသည်။\n\
“ကျွန်တော်တို့ အခန်းထဲမှာ မီးခိုးတွေ ပြည့်လာတော့ လူတိုင်း ကြောက်ရွံ့ကုန်ကြတယ်” ဟု ခရီးသည် ဒေါ်ခင်မေဦးက ပြောပြသည်။\n\
သင်္ဘောကို ၁၉၉၈ ခုနှစ်က တည်ဆောက်ခဲ့ပြီး ပြီးခဲ့သည့် ဩဂုတ်လတွင် စစ်ဆေးမှု အောင်မြင်ခဲ့ကြောင်း ကုမ္ပဏီဥက္ကဋ္ဌက ရှင်းပြခဲ့သည်။\n\
ပို့ဆောင်ရေးဝန်ကြီးဌာနသည် မီးလောင်ရသည့် အကြောင်းရင်းကို စုံစမ်းရန် ကော်မရှင်တစ်ရပ် ဖွဲ့စည်းလိုက်သည်။\n\
လျှပ်စစ်ဝါယာကြိုး ပြဿနာကြောင့် ဖြစ်နိုင်သည်ဟု ကျွမ်းကျင်သူများက ယူဆကြသော်လည်း အတည်ပြုချက် မထွက်သေးပါ။\n\
ယခုနှစ်အတွင်း ထိုဆိပ်ကမ်း၌ ဖြစ်ပွားသည့် တတိယမြောက် မတော်တဆမှု ဖြစ်ပြီး ပစ္စည်းတန်ဖိုး ကျပ်သန်း ၄၅၀ ခန့် ဆုံးရှုံးခဲ့သည်။\n\
ကူးတို့ခရီးစဉ်များကို ကြာသပတေးနေ့အထိ ရပ်ဆိုင်းထားမည်ဖြစ်ပြီး လက်မှတ်ဖိုးများ ပြန်အမ်းမည်ဟု သိရသည်။";

/// The same in Zawgyi, its lead left out.
const ZAWGYI: &str = "\
မီးသည္ ကားထားသည့္ ေအာက္ထပ္မွ စတင္ေလာင္က်ြမ္းခဲ့ျပီး ႏွစ္နာရီအၾကာတြင္ ျငိမ္းသတ္ႏိုင္ခဲ့သည္။\n\
မည္သူမ်ွ ျပင္းထန္စြာ ဒဏ္ရာမရခဲ့ေသာ္လည္း သေဘၤာသား ခုနစ္ဦးကို ျမိဳ႔ေတာ္ေဆးရုံသို႔ ပို႔ေဆာင္ခဲ့ရသည္။\n\
“က်ြန္ေတာ္တို႔ အခန္းထဲမွာ မီးခိုးေတြ ျပည့္လာေတာ့ လူတိုင္း ေၾကာက္ရြံ႕ကုန္ၾကတယ္” ဟု ခရီးသည္ ေဒၚခင္ေမဦးက ေျပာျပသည္။\n\
သေဘၤာကို ၁၉၉၈ ခုႏွစ္က တည္ေဆာက္ခဲ့ျပီး ျပီးခဲ့သည့္ ၾသဂုတ္လတြင္ စစ္ေဆးမႈ ေအာင္ျမင္ခဲ့ေၾကာင္း ကုမၸဏီဥကၠ႒က ရွင္းျပခဲ့သည္။\n\
ပို႔ေဆာင္ေရးဝန္ၾကီးဌာနသည္ မီးေလာင္ရသည့္ အေၾကာင္းရင္းကို စုံစမ္းရန္ ေကာ္မရွင္တစ္ရပ္ ဖြဲ႕စည္းလိုက္သည္။\n\
လ်ွပ္စစ္ဝါယာၾကိဳး ျပႆနာေၾကာင့္ ျဖစ္ႏိုင္သည္ဟု က်ြမ္းက်င္သူမ်ားက ယူဆၾကေသာ္လည္း အတည္ျပဳခ်က္ မထြက္ေသးပါ။\n\
ယခုႏွစ္အတြင္း ထိုဆိပ္ကမ္း၌ ျဖစ္ပြားသည့္ တတိယေျမာက္ မေတာ္တဆမႈ ျဖစ္ျပီး ပစၥည္းတန္ဖိုး က်ပ္သန္း ၄၅၀ ခန္႔ ဆုံးရႈံးခဲ့သည္။\n\
ကူးတို႔ခရီးစဥ္မ်ားကို ၾကာသပေတးေန႔အထိ ရပ္ဆိုင္းထားမည္ျဖစ္ျပီး လက္မွတ္ဖိုးမ်ား ျပန္အမ္းမည္ဟု သိရသည္။";

const WHOLE: &str =
    "ကူးတို႔သေဘၤာ သႏၱာျမင့္တြင္ အဂၤါေန႔ နံနက္က မီးေလာင္ခဲ့သျဖင့္ ခရီးသည္ ၃၂၈ ဦးစလုံး သေဘၤာေပၚမွ ဆင္းခဲ့ရသည္ဟု ကမ္းေျခေစာင့္တပ္က ေျပာသည္။";

fn article(id: &str, body: &str) -> Article {
    Article { id: id.into(), body: body.into(), ..Article::default() }
}

#[test]
fn a_copy_in_zawgyi_is_a_copy() {
    let zawgyi = format!("{WHOLE}\n{ZAWGYI}");
    let [a, b] = [UNICODE, &zawgyi].map(|text| {
        let language = identify(text, None);
        assert_eq!(language.as_str(), "my");
        (Tokenizer::new().tokenize(text, language), text)
    });
    assert_eq!(a.0.words, b.0.words);
    assert_eq!(a.0.stems, b.0.stems);
    assert_eq!(a.0.looks, b.0.looks);
    assert_eq!(a.0.sentences, b.0.sentences);
    let finder = Finder::default();
    assert_eq!(anchors(a.1, &a.0, &finder), anchors(b.1, &b.0, &finder));
    assert!(b.0.spans.iter().all(|span| zawgyi.get(span.start as usize..span.end as usize).is_some()));

    let found =
        analyze(vec![article("a", UNICODE), article("b", &zawgyi)], &Config::default(), &Silent).unwrap();
    assert!(matches!(found.matches[0].relation, Relation::Identical | Relation::Near), "{:?}", found.matches);
}

#[test]
fn passages_are_ranges_of_what_was_written() {
    let found =
        analyze(vec![article("a", UNICODE), article("b", ZAWGYI)], &Config::default(), &Silent).unwrap();
    let found = &found.matches[0];
    let shared = UNICODE.find('\n').unwrap() + 1;
    for passage in &found.passages {
        let of = |doc: wirecopy::DocId, range: &std::ops::Range<u32>| {
            let body = if doc.index() == 0 { UNICODE } else { ZAWGYI };
            body.get(range.start as usize..range.end as usize).unwrap().len()
        };
        assert!(of(found.a, &passage.a) > 0 && of(found.b, &passage.b) > 0);
    }
    let longest = found.passages.iter().max_by_key(|passage| passage.a.len()).unwrap();
    assert!((longest.a.start as usize).abs_diff(shared) < 40, "{longest:?}");
    assert!(longest.b.start < 40 && longest.b.end as usize + 40 > ZAWGYI.len(), "{longest:?}");
}
