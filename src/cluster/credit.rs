//! Whom an article credits: agencies in datelines, signatures and bylines, where it first appeared, what it was
//! translated from.
//!
//! Only places where credits stand are looked at: the title's end, the outlet, the byline, the first lines and the last
//! ones. There a name must fill its slot alone: "(Reuters) -", "Source: AFP", "dpa/lnw". A name inside a sentence ("he
//! told Reuters") credits nobody with the text.
//!
//! Most lines credit nobody, and every article with a match is looked at: so lines are put in lower case only where a
//! phrase may begin, names in a buffer, and nothing is allocated before something is found.

use crate::article::Article;
use crate::text;
use ahash::AHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Somebody whom an article names as where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// The agency by its usual English name ("Reuters"), or the name as it stands there. `agencies` where it credits
    /// agencies and names none; empty for a translation.
    pub agency: String,
    pub kind: CreditKind,
    /// For a translation the language it says it is from, as an ISO 639-1 code.
    pub language: Option<&'static str>,
    /// Where it stands: bytes in the body; empty at 0 for what stands in the title, the outlet or the byline.
    pub range: Range<u32>,
}

/// How an article credits somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditKind {
    /// "NEW YORK (AP) —", "МОСКВА, 3 марта. /ТАСС/.", "新华社北京3月3日电".
    Dateline,
    /// A signature or a source: "(Reuters)", "Quelle: dpa".
    Sign,
    /// Only some of it is theirs: "with material from AFP".
    With,
    /// "By Jane Roe, Reuters".
    Byline,
    /// The article's own publisher is the agency.
    Outlet,
    /// "Originally published in The Harbour Courier".
    Original,
    /// "Translated from the Spanish".
    Translated,
}

impl CreditKind {
    pub fn as_str(self) -> &'static str {
        match self {
            CreditKind::Dateline => "dateline",
            CreditKind::Sign => "sign",
            CreditKind::With => "with",
            CreditKind::Byline => "byline",
            CreditKind::Outlet => "outlet",
            CreditKind::Original => "original",
            CreditKind::Translated => "translated",
        }
    }
}

/// How much of the body's start is looked at, in bytes: a headline that stayed in the body, a byline, a date line and the
/// place line in a script of three bytes a character.
const HEAD: usize = 600;

/// How much of its end: a signature and the lines of page furniture that may follow it.
const TAIL: usize = 600;

/// The longest line, in characters, that can be a line of credits and nothing else.
const LONGEST_LINE: usize = 110;

/// The most characters behind a phrase in running text, such as an outlet's name and a date.
const LONGEST_PHRASE: usize = 60;

/// The longest dateline, in characters: "San Francisco de Macorís (República Dominicana), 29 de septiembre de 2026
/// (Agencia EFE) -" has 90.
const LONGEST_DATELINE: usize = 100;

/// Agencies: the name used here, then the forms under which they are credited. Forms of up to five letters count only in
/// the case given here (`AP` is an agency, `ap` and `Ap` are not); longer ones in any case.
#[rustfmt::skip]
const AGENCIES: &[(&str, &str)] = &[
    // Worldwide
    ("Reuters", "Reuters|Rtr|rtr|RTR|Thomson Reuters|Reuters Health|Рейтер|Рейтерс|Ройтерс|Ройтърс|Ројтерс|Rojters|Rojterz|Роўтэрс|\
                 Рэйтар|路透社|路透|ロイター|ロイター通信|로이터|로이터통신|로이터 통신|رويترز|رویترز|روئٹرز|רויטרס|रॉयटर्स|रायटर|रॉयटर|\
                 রয়টার্স|ராய்ட்டர்ஸ்|రాయిటర్స్|รอยเตอร์|รอยเตอร์ส|Ρόιτερς|Ρόϊτερς|როიტერი|Ռոյթերս|Reuterio"),
    ("AP", "AP|Associated Press|The Associated Press|apnews|Асошиэйтед Пресс|Ассошиэйтед Пресс|АП|美联社|美聯社|AP通信|ＡＰ|AP通讯社|\
            AP통신|AP 통신|أ ب|أ.ب|ا ب|أسوشيتد برس|اسوشيتد برس|أسوشييتد برس|آسوشیتدپرس|एपी|एसोसिएटेड प्रेस|איי-פי|סוכנות AP|\
            เอพี|Ασοσιέιτεντ Πρες"),
    ("AFP", "AFP|Afp|afp|Agence France-Presse|Agence France Presse|АФП|Франс Пресс|Франс-Пресс|Агентство Франс Пресс|ΑΠΓ|\
             Γαλλικό Πρακτορείο|法新社|法國新聞社|AFP通信|ＡＦＰ|AFP時事|AFP＝時事|AFP=時事|AFP통신|AFP 통신|أ ف ب|أ.ف.ب|ا ف ب|أ ف ب|\
             ا.ف.ب|فرانس برس|وكالة فرانس برس|خبرگزاری فرانسه|एएफपी|এএফপি|เอเอฟพี|איי-אף-פי|סוכנות AFP"),
    ("UPI", "UPI|United Press International|合众国际社|ЮПИ"),
    ("Bloomberg", "Bloomberg|Bloomberg News|Блумберг|彭博社|彭博|ブルームバーグ|블룸버그|블룸버그통신|بلومبرغ|بلومبيرغ|ब्लूमबर्ग"),
    // Europe
    ("dpa", "dpa|DPA|dpa-AFX|dpa-afx|dpa-infocom|Deutsche Presse-Agentur|Deutsche Presse Agentur|ДПА|德新社|dpa通信|DPA通信|\
             د ب أ|د.ب.أ|د ب ا|डीपीए"),
    ("epd", "epd|Evangelischer Pressedienst"),
    ("KNA", "KNA|Katholische Nachrichten-Agentur"),
    ("SID", "SID|Sport-Informations-Dienst"),
    ("APA", "APA|Austria Presse Agentur|АПА"),
    ("Keystone-SDA", "SDA|sda|ATS|ats|Ats|Keystone-SDA|Keystone-ATS|Keystone SDA|Keystone ATS|Schweizerische Depeschenagentur|awp"),
    ("PA Media", "PA|PA Media|Press Association|The Press Association|PA News Agency"),
    ("EFE", "EFE|Efe|efe|Agencia EFE|EFE Agencia|ЭФЭ|ЕФЕ|埃菲社|エフェ通信|EFE通信|EFE통신|إفي|إ ف إ|एफे"),
    ("Europa Press", "Europa Press|Europapress"),
    ("ANSA", "ANSA|Ansa|АНСА|安莎社|ANSA通信|أنسا"),
    ("Adnkronos", "Adnkronos|AdnKronos|АДН Кронос"),
    ("AGI", "AGI|Agi|Agenzia Italia"),
    ("LaPresse", "LaPresse|La Presse Italia"),
    ("Lusa", "Lusa|LUSA|Agência Lusa|Луза"),
    ("Belga", "Belga|BELGA|Agence Belga|Belga News Agency"),
    ("ANP", "ANP|Algemeen Nederlands Persbureau"),
    ("NTB", "NTB|NTBs|Norsk Telegrambyrå|NTB-AFP|NTB-Reuters"),
    ("TT", "TT|TT Nyhetsbyrån|Tidningarnas Telegrambyrå"),
    ("Ritzau", "Ritzau|ritzau|Ritzaus Bureau"),
    ("STT", "STT|STT-Lehtikuva|Suomen Tietotoimisto|FNB"),
    ("BNS", "BNS|Baltic News Service"),
    ("LETA", "LETA"),
    ("ELTA", "ELTA|Elta"),
    ("PAP", "PAP|Polska Agencja Prasowa|ПАП"),
    ("ČTK", "ČTK|CTK|Česká tisková kancelář|čtk|ЧТК"),
    ("TASR", "TASR|Tlačová agentúra Slovenskej republiky"),
    ("SITA", "SITA"),
    ("MTI", "MTI|Magyar Távirati Iroda|МТИ"),
    ("Agerpres", "Agerpres|AGERPRES"),
    ("Mediafax", "Mediafax|MEDIAFAX"),
    ("BTA", "BTA|БТА|Българска телеграфна агенция"),
    ("ANA-MPA", "ANA-MPA|ΑΠΕ-ΜΠΕ|ΑΠΕ|AMNA|ANA|Αθηναϊκό Πρακτορείο Ειδήσεων"),
    ("CNA (Cyprus)", "ΚΥΠΕ|Κυπριακό Πρακτορείο Ειδήσεων"),
    ("Tanjug", "Tanjug|TANJUG|Танјуг|Танюг"),
    ("Beta", "Beta agencija|Agencija Beta|Agencija BETA|Бета агенција"),
    ("HINA", "HINA|Hina"),
    ("STA", "STA|Slovenska tiskovna agencija"),
    ("FENA", "FENA|Fena"),
    ("SRNA", "SRNA|Srna|СРНА"),
    ("MIA", "MIA|МИА"),
    ("ATA", "ATSH"),
    // The east of Europe, the Caucasus, the middle of Asia
    ("TASS", "TASS|Tass|ITAR-TASS|ТАСС|ИТАР-ТАСС|ТАСС-Урал|塔斯社|タス通信|타스통신|타스 통신|تاس|तास"),
    ("RIA Novosti", "RIA Novosti|RIA|РИА Новости|РИА Новостей|РИА|俄新社|リアノーボスチ|RIAノーボスチ通信|리아노보스티|نوفوستي|ريا نوفوستي"),
    ("Interfax", "Interfax|INTERFAX.RU|Интерфакс|ИНТЕРФАКС|Інтерфакс|国际文传电讯社|インタファクス|インタファクス通信|인테르팍스|إنترفاكس|انترفاكس"),
    ("Interfax-Ukraine", "Интерфакс-Украина|Інтерфакс-Україна|Interfax-Ukraine"),
    ("Rosbalt", "Росбалт|Rosbalt"),
    ("REGNUM", "ИА Регнум|REGNUM|РЕГНУМ"),
    ("Ukrinform", "Ukrinform|Укрінформ|Укринформ|烏通社"),
    ("UNIAN", "UNIAN|УНІАН|УНИАН"),
    ("UNN", "УНН|UNN"),
    ("BelTA", "BelTA|БЕЛТА|БелТА|БелТа"),
    ("Moldpres", "Moldpres|MOLDPRES|Молдпрес"),
    ("Armenpress", "Armenpress|ARMENPRESS|Арменпресс|Արմենպրես"),
    ("Azertac", "Azertac|AZERTAC|AZƏRTAC|АЗЕРТАДЖ"),
    ("Trend", "Trend News Agency|Тренд"),
    ("Interpressnews", "Interpressnews|IPN|ინტერპრესნიუსი"),
    ("Kazinform", "Kazinform|Казинформ|ҚазАқпарат|Қазинформ|Qazinform|QazAqparat"),
    ("Kabar", "Kabar News Agency|Кабар"),
    ("24.kg", "24.kg"),
    ("UzA", "O‘zA|O'zA|УзА|ЎзА"),
    ("Montsame", "Montsame|MONTSAME|МОНЦАМЭ"),
    // West Asia and Africa
    ("Anadolu", "Anadolu|AA|Anadolu Ajansı|Anadolu Agency|Анадолу|الأناضول|وكالة الأناضول|阿纳多卢通讯社|阿纳多卢|アナトリア通信|아나돌루통신"),
    ("DHA", "DHA|Demirören Haber Ajansı"),
    ("İHA", "İHA|IHA|İhlas Haber Ajansı"),
    ("ANKA", "ANKA"),
    ("IRNA", "IRNA|Irna|ایرنا|إرنا|ИРНА|伊通社"),
    ("ISNA", "ISNA|ایسنا|إيسنا|ИСНА"),
    ("Tasnim", "Tasnim|تسنیم|تسنيم|Тасним"),
    ("Fars", "Fars News Agency|فارس نیوز|خبرگزاری فارس|وكالة فارس"),
    ("Mehr", "Mehr News Agency|خبرگزاری مهر|مهر نیوز"),
    ("WAFA", "WAFA|Wafa|وفا"),
    ("MENA", "MENA|أ ش أ|أ.ش.أ|ا ش ا|وكالة أنباء الشرق الأوسط"),
    ("SPA", "SPA|واس|وكالة الأنباء السعودية|Saudi Press Agency"),
    ("WAM", "WAM|وام|Emirates News Agency"),
    ("QNA", "QNA|قنا|Qatar News Agency"),
    ("KUNA", "KUNA|كونا|Kuwait News Agency"),
    ("BNA", "BNA|بنا|Bahrain News Agency"),
    ("ONA", "Oman News Agency|العمانية"),
    ("Petra", "Petra News Agency|بترا"),
    ("NNA", "NNA|الوكالة الوطنية للإعلام"),
    ("SANA", "SANA|سانا|САНА"),
    ("INA", "واع|Iraqi News Agency"),
    ("TAP", "TAP|وات|Tunis Afrique Presse"),
    ("APS", "APS|واج|Algérie Presse Service"),
    ("MAP", "MAP|و م ع|Maghreb Arabe Presse|وكالة المغرب العربي للأنباء"),
    ("PANA", "PANA|Panapress|PANAPRESS"),
    ("NAN", "NAN|News Agency of Nigeria"),
    ("GNA", "GNA|Ghana News Agency"),
    ("SAnews", "SAnews|SAnews.gov.za"),
    ("Angop", "Angop|ANGOP"),
    ("ENA", "Ethiopian News Agency|ኢዜአ"),
    // South Asia
    ("PTI", "PTI|Press Trust of India|पीटीआई|पीटीआइ|भाषा|पीटीआई-भाषा|பிடிஐ|పీటీఐ|পিটিআই"),
    ("ANI", "ANI|Asian News International|एएनआई|एएनआइ"),
    ("IANS", "IANS|Indo-Asian News Service|आईएएनएस|आइएएनएस"),
    ("UNI", "UNI|United News of India|यूनीवार्ता|वार्ता"),
    ("APP", "APP|Associated Press of Pakistan|اے پی پی"),
    ("BSS", "BSS|Bangladesh Sangbad Sangstha|বাসস"),
    ("UNB", "UNB|United News of Bangladesh|ইউএনবি"),
    ("RSS (Nepal)", "RSS|रासस|Rastriya Samachar Samiti"),
    // East Asia and the Pacific
    ("Xinhua", "Xinhua|XINHUA|Xinhua News Agency|新华社|新華社|新华网|新华通讯社|新華通訊社|新華社通信|Синьхуа|신화통신|신화사|شينخوا|सिन्हुआ|ซินหัว"),
    ("China News Service", "中新社|中新网|中国新闻社|China News Service|CNS|ECNS|中国新闻网"),
    ("CNA", "中央社|中央通訊社|中央通讯社|Central News Agency|Focus Taiwan"),
    ("Kyodo", "Kyodo|KYODO|Kyodo News|共同|共同通信|共同通信社|共同社|Киодо|교도통신|교도|كيودو"),
    ("Jiji", "Jiji|JIJI|Jiji Press|時事|時事通信|時事通信社|時事ドットコム|时事社|時事社|Дзидзи|지지통신"),
    ("Yonhap", "Yonhap|YONHAP|Yonhap News Agency|연합뉴스|연합|聯合ニュース|韩联社|韓聯社|韓联社|Рёнхап|Ренхап|Ёнхап|يونهاب"),
    ("Newsis", "Newsis|뉴시스"),
    ("News1", "News1|뉴스1"),
    ("KCNA", "KCNA|조선중앙통신|朝中社|朝鮮中央通信|ЦТАК"),
    ("VNA", "VNA|TTXVN|Thông tấn xã Việt Nam|越通社"),
    ("TNA", "สำนักข่าวไทย|TNA"),
    ("Bernama", "Bernama|BERNAMA"),
    ("Antara", "Antara|ANTARA|ANTARA News|Kantor Berita Antara"),
    ("PNA", "PNA|Philippine News Agency"),
    ("AAP", "AAP|Australian Associated Press"),
    // The Americas
    ("The Canadian Press", "The Canadian Press|Canadian Press|La Presse Canadienne|Presse Canadienne"),
    ("Notimex", "Notimex|NTX"),
    ("Télam", "Télam|Telam|TELAM|TÉLAM"),
    ("NA (Argentina)", "Noticias Argentinas"),
    ("Agência Brasil", "Agência Brasil|Agencia Brasil|ABr"),
    ("Estadão Conteúdo", "Estadão Conteúdo|Agência Estado"),
    ("Folhapress", "Folhapress|FOLHAPRESS"),
    ("Prensa Latina", "Prensa Latina"),
    ("Andina", "Agencia Andina|ANDINA"),
    ("ABI", "ABI|Agencia Boliviana de Información"),
    ("Colprensa", "Colprensa|COLPRENSA"),
    ("CMC", "Caribbean Media Corporation|CMC"),
    // Agencies that are credited and not named
    ("agencies", "agencies|news agencies|wire services|wires|agencias|las agencias|agence|agences|agenturen|unseren agenturen|\
                  nachrichtenagenturen|agenzie|agências|agentschappen|persbureaus|byråene|nyhetsbyråer|bureauer|uutistoimistot|\
                  agencje|agentury|agencje prasowe|agentúry|agencije|agenții|агентства|информагентства|новинні агенції|\
                  инфоагентства|agencijos|ajanslar|πρακτορεία|وكالات|الوكالات|خبرگزاری‌ها|סוכנויות|סוכנויות הידיעות|एजेंसी|\
                  एजेंसियां|एजेंसियाँ|एजेंसियों|综合外电|综合外媒|外電|外电|各通信社|外信|agensi|hãng tin"),
];

/// Words in a name that show it to be an agency's, where the table does not know it.
const AGENCY_WORDS: &[&str] = &[
    "newswire",
    "news wire",
    "wire",
    "news agency",
    "news service",
    "press agency",
    "presseagentur",
    "pressedienst",
    "nachrichtenagentur",
    "agencia de noticias",
    "teletipo",
    "通信",
    "通讯社",
    "通訊社",
    "통신",
    "와이어",
];

/// What is taken off a name before and after it is looked up.
#[rustfmt::skip]
const AROUND_NAMES: (&[&str], &[&str]) = (
    &["the ", "a ", "an ", "news agency ", "agency ", "agencia ", "agência ", "agence ", "l'agence ", "l’agence ", "agenzia ",
      "nachrichtenagentur ", "der ", "die ", "das ", "den ", "agentur ", "agencja ", "agentura ", "agentúra ", "agenția ",
      "агентство ", "агентства ", "информагентства ", "информационного агентства ", "агенція ", "агенції ", "агенцията ",
      "агенция ", "иа ", "nyhetsbyrån ", "nyhetsbyrået ", "nyhedsbureauet ", "uutistoimisto ", "persbureau ", "hírügynökség ",
      "ajans ", "πρακτορείο ", "το ", "la ", "le ", "el ", "il ", "l'", "l’", "وكالة ", "وكالة أنباء ", "خبرگزاری ", "סוכנות ",
      "據", "据", "स्रोत ", "staff, ", "redaktion, "],
    &[" news agency", " agency", " newswire", " report", " reports", " story", " dispatch", " article", " wire", " staff",
      " ajansı", "通讯社", "通訊社", "通信社", "通信", "통신", "記者", "记者", " 기자", " hírügynökség", " text", " copy", " (auszug)",
      "发布", "电", "電", "報導", "报道"],
);

/// What a phrase says about the name behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// Some of the text is theirs.
    With,
    /// The text is theirs.
    Source,
    /// They wrote it. Like the bare "with" it counts only where a line or a bracket begins with it.
    By,
    WithShort,
    Original,
    Translated,
}

/// Phrases before a name, in lower case. A `:` at the end must be there; without one it may be.
#[rustfmt::skip]
const CUES: &[(Cue, &[&str])] = &[
    (Cue::With, &[
        "with material from", "with material by", "with additional material from", "additional material", "additional material from",
        "with additional reporting by", "with additional reporting from", "additional reporting by", "additional reporting from",
        "with reporting by", "with reporting from", "with files from", "with contributions from", "with information from",
        "with input from", "with inputs from", "contains material from", "includes material from", "includes reporting from", "compiled from",
        "mit material von", "mit material der", "mit material", "unter verwendung von material", "mit informationen von",
        "mit agenturmaterial von", "avec des informations de", "avec les informations de", "con información de",
        "con informaciones de", "con datos de", "con informazioni di", "con informazioni", "con materiale", "com informações da",
        "com informações do", "com informações de", "com material da", "met informatie van", "met materiaal van", "med materiale fra",
        "med material från", "med stoff fra", "z wykorzystaniem materiałów", "na podstawie", "z využitím materiálů",
        "s využitím", "s přispěním", "s použitím", "uz korištenje materijala", "cu informații de la", "по материалам",
        "с использованием материалов", "за матеріалами", "по материали на", "με πληροφορίες από",
        "με πληροφορίες", "इनपुट:", "इनपुट", "بمساهمة من", "مع مواد من", "با استفاده از مطالب", "综合", "綜合",
        "综合自", "编译自", "編譯自", "輯自", "摘编自", "제공:", "dengan bahan dari", "disarikan dari",
    ]),
    (Cue::Source, &[
        "source:", "sources:", "excerpt from a report by", "from a report by", "via", "credit:", "excerpted from", "taken from", "abridged from", "text:", "report:", "copyright", "©",
        "quelle:", "quellen:", "fuente:", "fuentes:", "fonte:", "fonti:", "source :", "sources :", "bron:", "kilde:", "kilder:",
        "källa:", "lähde:", "heimild:", "źródło:", "źródła:", "zdroj:", "zdroje:", "forrás:", "sursa:", "izvor:", "vir:", "allikas:",
        "avots:", "šaltinis:", "kaynak:", "πηγή:", "источник:", "источники:", "джерело:", "крыніца:", "извор:", "източник:",
        "дереккөз:", "المصدر:", "المصدر :", "منبع:", "מקור:", "स्रोत:", "সূত্র:", "ที่มา:", "ที่มา :", "nguồn:", "sumber:", "来源：", "来源:", "來源：",
        "來源:", "消息来源：", "出典：", "出典:", "出处：", "출처:", "출처 :", "წყარო:", "աղբյուր՝", "burimi:", "pinagmulan:", "chanzo:",
    ]),
    (Cue::By, &["by", "von", "par", "por", "di", "de", "da", "van", "av", "af", "door", "autor:", "author:", "od", "от", "от:", "автор:",
        "від", "από", "från", "fra", "from", "oleh", "tác giả:", "text von", "из"]),
    (Cue::WithShort, &["theo", "with", "mit", "avec", "con", "com", "met", "med", "ile", "s", "z", "cu", "с", "з", "με", "and", "und",
        "et", "y", "e", "и"]),
    (Cue::Original, &[
        "originally published in", "originally published on", "originally published by", "originally published at",
        "originally appeared in", "originally appeared on", "first published in", "first published on", "first published by",
        "first appeared in", "first appeared on", "appeared first in", "appeared first on", "appeared originally in", "republished from",
        "reprinted from", "republished with permission from", "reproduced from", "reposted from", "cross-posted from",
        "read the original article in", "read the original at", "original article:", "original article on", "original:", "courtesy of",
        "zuerst erschienen in", "zuerst erschienen bei", "zuerst erschienen auf", "zuerst veröffentlicht in", "zuerst veröffentlicht bei",
        "ursprünglich erschienen in", "ursprünglich erschienen bei", "ursprünglich veröffentlicht in", "erschien zuerst in",
        "erschien zuerst bei", "erschien zuerst auf", "erschien zuerst im", "erstmals erschienen in", "erstveröffentlichung:",
        "publié initialement dans", "publié initialement sur", "publié à l'origine dans", "publié à l’origine dans", "initialement publié dans",
        "initialement publié par", "d'abord publié dans", "d’abord publié dans", "paru initialement dans", "repris de",
        "publicado originalmente en", "publicado originalmente por", "publicado originalmente em", "originalmente publicado en",
        "originalmente publicado em", "publicado por primera vez en", "publicado primero en", "publicado primeiro em",
        "pubblicato originariamente su", "pubblicato originariamente da", "pubblicato in origine su", "pubblicato per la prima volta su",
        "apparso originariamente su", "oorspronkelijk gepubliceerd in", "oorspronkelijk gepubliceerd door", "eerder verschenen in",
        "verscheen eerder in", "verscheen eerst in", "opprinnelig publisert i", "først publisert i", "oprindeligt bragt i", "først bragt i",
        "ursprungligen publicerad i", "först publicerad i", "alun perin julkaistu", "pierwotnie opublikowano w", "pierwotnie opublikowany w",
        "pierwotnie ukazał się w", "przedruk z", "přetištěno z", "původně vyšlo v", "původně vyšel v", "původně publikováno v",
        "eredetileg megjelent:", "publicat inițial în", "publicat inițial de", "izvorno objavljeno u", "prvotno objavljeno u",
        "впервые опубликовано в", "впервые опубликован в", "первоначально опубликовано в", "опубликовано изначально в", "оригинал опубликован в",
        "перепечатано из", "вперше опубліковано в", "вперше опубліковано у", "передрук з", "оригінал:", "първоначално публикувано в",
        "ilk olarak yayımlandığı yer:", "δημοσιεύθηκε αρχικά στο", "δημοσιεύτηκε αρχικά στην", "نشر أولا في", "نُشر أولًا في", "نشر في الأصل في",
        "מאמר זה פורסם לראשונה ב", "פורסם לראשונה ב", "मूल रूप से प्रकाशित:", "原载于", "原載於", "原载", "首发于", "首發於", "原文刊于", "原文刊於",
        "转载自", "轉載自", "本文转自", "転載元：", "転載元:", "初出：", "初出:", "原文：", "전재:", "최초 게재:", "출처(원문):", "đăng lần đầu trên",
        "pertama kali terbit di", "dikutip dari",
    ]),
    (Cue::Translated, &[
        "translated from", "translated by", "translated and edited", "translated", "translation by", "translation from", "translation:",
        "in translation", "english version by", "aus dem", "übersetzt aus", "übersetzt von", "übersetzung aus", "übersetzung:", "übersetzung von",
        "traduit de", "traduit du", "traduit par", "traduction :", "traduction:", "traduction de", "traduction par", "traducido del",
        "traducido por", "traducción:", "traducción de", "traducción del", "traduzido do", "traduzido por", "tradução:", "tradução de", "tradotto dal",
        "tradotto da", "traduzione di", "traduzione dal", "traduzione:", "vertaald uit", "vertaald door", "vertaling:", "vertaling uit",
        "oversatt fra", "oversatt av", "oversat fra", "oversat af", "översatt från", "översättning:", "käännös:", "käännetty", "suomentanut",
        "tłumaczenie:", "tłumaczył", "tłumaczyła", "tłum.", "przekład:", "z angielskiego", "překlad:", "přeložil", "přeložila", "preklad:",
        "fordította:", "fordítás:", "fordította", "traducere:", "traducere din", "tradus din", "prijevod:", "prevod:", "preveo", "prevela", "prevedel",
        "tõlge:", "tulkojums:", "vertimas:", "çeviri:", "çeviren:", "çeviren", "i̇ngilizceden", "μετάφραση:", "перевод:", "перевод с", "перевела",
        "перевёл", "перевел", "переведено с", "переклад:", "переклад з", "переклав", "переклала", "пераклад:", "превод:", "превод от", "ترجمة:",
        "ترجمة", "ترجمه:", "תרגום:", "מאנגלית:", "अनुवाद:", "अनुवाद", "แปลโดย", "แปลจาก", "bản dịch:", "dịch từ", "terjemahan:", "diterjemahkan dari",
        "翻译：", "翻译:", "翻译", "译自", "譯自", "编译：", "编译:", "编译", "編譯：", "編譯", "译者：", "翻訳：", "翻訳:", "翻訳", "번역:", "번역",
        "imetafsiriwa", "tafsiri:",
    ]),
];

/// How a sentence begins that speaks of the article itself.
#[rustfmt::skip]
const SELF: &[&str] = &[
    "this article", "this story", "this piece", "this report", "this text", "this post", "this column", "this essay", "this interview",
    "this dispatch", "a version of this", "an earlier version of this", "the original version of this", "dieser artikel", "dieser text", "dieser beitrag",
    "der artikel", "der text", "der beitrag", "cet article", "ce texte", "ce reportage", "cette dépêche", "este artículo", "este texto",
    "este reportaje", "esta nota", "este artigo", "esta reportagem", "questo articolo", "questo testo", "dit artikel", "dit stuk", "denne artikkelen",
    "denne artikkel", "den här artikeln", "artikeln", "artikkeli", "juttu", "ten artykuł", "artykuł", "tekst", "tento článek", "článek", "tento text",
    "acest articol", "ovaj članak", "ovaj tekst", "этот материал", "этот текст", "статья", "материал", "текст", "цей матеріал", "ця стаття",
    "стаття", "тази статия", "bu makale", "bu haber", "bu yazı", "το άρθρο", "το παρόν", "هذا المقال", "هذه المادة", "כתבה זו", "यह लेख",
    "यह रिपोर्ट", "本文", "此文", "この記事", "本稿", "이 기사", "이 글", "bài viết", "artikel ini", "makala hii",
];

/// Languages by the beginnings of their names.
#[rustfmt::skip]
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["english", "englisch", "anglais", "inglés", "inglese", "inglês", "engels", "engelsk", "englan", "angiel", "anglič", "angličt", "englez",
        "engleski", "angleš", "angol", "английск", "англійськ", "англійс", "ангельск", "i̇ngiliz", "ingiliz", "αγγλικ", "الإنجليزية", "الانجليزية",
        "انگلیسی", "מאנגלית", "אנגלית", "अंग्रेज", "अंग्रेज़", "英语", "英文", "英語", "영어", "tiếng anh", "inggris", "inglise", "anglų", "angļu", "kiingereza"]),
    ("de", &["german", "deutsch", "allemand", "alemán", "tedesco", "alemão", "duits", "tysk", "saksa", "niemiec", "němč", "nemč", "німецьк", "немецк",
        "german", "njemačk", "nemačk", "német", "almanca", "γερμανικ", "الألمانية", "גרמנית", "जर्मन", "德语", "德文", "德語", "ドイツ語", "독일어"]),
    ("fr", &["french", "französisch", "français", "francés", "francese", "francês", "frans", "fransk", "ranska", "francusk", "francouz", "francúz",
        "французск", "французьк", "fransızca", "γαλλικ", "الفرنسية", "צרפתית", "फ़्रेंच", "法语", "法文", "法語", "フランス語", "프랑스어"]),
    ("es", &["spanish", "spanisch", "espagnol", "español", "castellano", "spagnolo", "espanhol", "spaans", "spansk", "espanja", "hiszpańsk", "španěl",
        "испанск", "іспанськ", "i̇spanyolca", "ispanyolca", "ισπανικ", "الإسبانية", "ספרדית", "स्पेनिश", "西班牙语", "西班牙文", "スペイン語", "스페인어"]),
    ("pt", &["portuguese", "portugiesisch", "portugais", "portugués", "portoghese", "português", "portugees", "portugisisk", "portugalsk", "португальск",
        "البرتغالية", "葡萄牙语", "ポルトガル語", "포르투갈어"]),
    ("it", &["italian", "italienisch", "italien", "italiano", "italiaans", "italiensk", "włosk", "italšt", "итальянск", "італійськ", "i̇talyanca",
        "الإيطالية", "意大利语", "イタリア語", "이탈리아어"]),
    ("nl", &["dutch", "niederländisch", "néerlandais", "neerlandés", "olandese", "neerlandês", "nederlands", "нидерландск", "荷兰语", "オランダ語"]),
    ("ru", &["russian", "russisch", "russe", "ruso", "russo", "russisk", "ryska", "venäjä", "rosyjsk", "rušt", "rusk", "российск", "русск", "російськ",
        "rusça", "ρωσικ", "الروسية", "रूसी", "俄语", "俄文", "俄語", "ロシア語", "러시아어"]),
    ("uk", &["ukrainian", "ukrainisch", "ukrainien", "ucraniano", "ucraino", "oekraïens", "ukraińsk", "украинск", "українськ", "乌克兰语", "ウクライナ語"]),
    ("pl", &["polish", "polnisch", "polonais", "polaco", "polacco", "pools", "polsk", "польск", "польськ", "波兰语", "ポーランド語"]),
    ("zh", &["chinese", "mandarin", "chinesisch", "chinois", "chino", "cinese", "chinês", "chinees", "kinesisk", "chińsk", "čínšt", "китайск", "китайськ",
        "الصينية", "चीनी", "中文", "汉语", "中国語", "중국어"]),
    ("ja", &["japanese", "japanisch", "japonais", "japonés", "giapponese", "japonês", "japansk", "japońsk", "японск", "японськ", "اليابانية", "जापानी",
        "日语", "日文", "日語", "日本語", "일본어"]),
    ("ko", &["korean", "koreanisch", "coréen", "coreano", "корейск", "韩语", "韩文", "韓国語", "한국어"]),
    ("ar", &["arabic", "arabisch", "arabe", "árabe", "arabo", "arabisk", "arabsk", "арабск", "арабськ", "arapça", "العربية", "阿拉伯语", "アラビア語", "아랍어"]),
    ("el", &["greek", "griechisch", "grec", "griego", "greco", "grego", "grieks", "gresk", "греческ", "ελληνικ", "希腊语", "ギリシャ語"]),
    ("tr", &["turkish", "türkisch", "turc", "turco", "turks", "tyrkisk", "tureck", "турецк", "türkçe", "土耳其语", "トルコ語"]),
    ("he", &["hebrew", "hebräisch", "hébreu", "hebreo", "ebraico", "hebraico", "иврит", "עברית", "希伯来语", "ヘブライ語"]),
    ("hi", &["hindi", "хинди", "हिंदी", "हिन्दी", "印地语", "ヒンディー語"]),
    ("fa", &["persian", "farsi", "persisch", "persan", "persa", "персидск", "فارسی", "波斯语"]),
    ("sv", &["swedish", "schwedisch", "suédois", "sueco", "svedese", "zweeds", "svensk", "шведск", "瑞典语"]),
    ("no", &["norwegian", "norwegisch", "norvégien", "noruego", "norvegese", "noors", "norsk", "норвежск", "挪威语"]),
    ("da", &["danish", "dänisch", "danois", "danés", "danese", "deens", "dansk", "датск", "丹麦语"]),
    ("fi", &["finnish", "finnisch", "finnois", "finés", "finlandese", "fins", "finska", "suomesta", "финск", "芬兰语"]),
    ("cs", &["czech", "tschechisch", "tchèque", "checo", "ceco", "tsjechisch", "čeština", "češtiny", "чешск", "捷克语"]),
    ("hu", &["hungarian", "ungarisch", "hongrois", "húngaro", "ungherese", "hongaars", "magyarból", "венгерск", "匈牙利语"]),
    ("ro", &["romanian", "rumänisch", "roumain", "rumano", "rumeno", "romeno", "română", "румынск", "罗马尼亚语"]),
    ("sr", &["serbian", "serbisch", "serbe", "serbio", "serbo", "srpsk", "сербск", "塞尔维亚语"]),
];

/// Words beside an agency's name that show the text to be partly the outlet's own.
const STAFF: &[&str] = &[
    "staff",
    "own",
    "desk",
    "redaktion",
    "eigene",
    "eigener",
    "rédaction",
    "redacción",
    "redazione",
    "redação",
    "redactie",
    "redaksjonen",
    "redaktionen",
    "redakcja",
    "redakce",
    "редакция",
    "редакція",
    "haber merkezi",
    "本报",
    "本報",
    "本社",
    "编辑",
];

/// The tables above, ready for looking up. Tables by bytes are of 256, for the first or the last byte of a text in lower case.
struct Tables {
    /// Short forms as they are written, longer ones in lower case.
    exact: AHashMap<&'static str, &'static str>,
    loose: AHashMap<Vec<u8>, &'static str>,
    /// The lengths in bytes of the forms that begin with a byte: most names are told from them to be none.
    lengths: Vec<u128>,
    /// Forms in scripts that put no space between a place and a name, by their first character, longest first.
    dense: AHashMap<char, Vec<(&'static str, &'static str)>>,
    cues: Phrases<Cue>,
    selves: Phrases<()>,
    /// The words of [`AROUND_NAMES`] by their first and their last byte, in the order of the table.
    before: Vec<Vec<&'static str>>,
    after: Vec<Vec<&'static str>>,
    /// The words of [`BETWEEN`] by the byte behind their space.
    between: Vec<Vec<&'static str>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        exact: AHashMap::new(),
        loose: AHashMap::new(),
        lengths: vec![0; 256],
        dense: AHashMap::new(),
        cues: Phrases::new(CUES.iter().flat_map(|(cue, list)| list.iter().map(|phrase| (*phrase, *cue)))),
        selves: Phrases::new(SELF.iter().map(|words| (*words, ()))),
        before: vec![Vec::new(); 256],
        after: vec![Vec::new(); 256],
        between: vec![Vec::new(); 256],
    };
    for (name, forms) in AGENCIES {
        for form in forms.split('|').map(str::trim) {
            let cased = form.chars().any(|c| c.is_lowercase() || c.is_uppercase());
            let folded = fold(form).into_bytes();
            tables.lengths[usize::from(folded[0])] |= 1 << folded.len();
            if cased && form.chars().count() <= 5 {
                tables.exact.insert(form, name);
            } else {
                tables.loose.insert(folded, name);
            }
            if let Some(first) = form.chars().next().filter(|c| is_dense(*c)) {
                tables.dense.entry(first).or_default().push((form, name));
            }
        }
    }
    for forms in tables.dense.values_mut() {
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    }
    let (before, after) = AROUND_NAMES;
    for word in before {
        tables.before[usize::from(word.as_bytes()[0])].push(word);
    }
    for word in after {
        tables.after[usize::from(word.as_bytes()[word.len() - 1])].push(word);
    }
    for word in BETWEEN {
        tables.between[usize::from(word.as_bytes()[1])].push(word);
    }
    tables
});

/// Phrases in lower case, to be found at the beginning of a text.
struct Phrases<T> {
    /// In the order of their bytes, each once.
    sorted: Vec<(&'static str, T)>,
    /// Where those of each first byte are.
    first: Vec<Range<usize>>,
}

impl<T: Copy> Phrases<T> {
    /// Of a phrase that is there more than once the first counts.
    fn new(phrases: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut sorted: Vec<(&str, T)> = phrases.collect();
        sorted.sort_by_key(|(phrase, _)| *phrase);
        sorted.dedup_by_key(|(phrase, _)| *phrase);
        let below =
            |byte: usize| sorted.partition_point(|(phrase, _)| usize::from(phrase.as_bytes()[0]) < byte);
        let first = (0..256).map(|byte| below(byte)..below(byte + 1)).collect();
        Phrases { sorted, first }
    }

    /// The longest phrase that a text begins with in whatever case, of those that `fits` takes with the text behind them.
    fn longest(&self, text: &str, fits: impl Fn(&str, &str) -> bool) -> Option<(&'static str, T)> {
        let mut best = None;
        let mut left = 0..self.sorted.len();
        let mut depth = 0;
        for c in text.chars() {
            let mut bytes = [0; 4];
            for byte in fold_char(c).encode_utf8(&mut bytes).bytes() {
                left = if depth == 0 {
                    self.first[usize::from(byte)].clone()
                } else {
                    let all = &self.sorted[left.clone()];
                    let from = all.partition_point(|(phrase, _)| phrase.as_bytes()[depth] < byte);
                    let to = all.partition_point(|(phrase, _)| phrase.as_bytes()[depth] <= byte);
                    left.start + from..left.start + to
                };
                depth += 1;
                // A phrase that ends here comes before those that go on.
                if let Some((phrase, value)) = self.sorted.get(left.start).filter(|_| !left.is_empty())
                    && phrase.len() == depth
                {
                    if fits(phrase, &text[depth..]) {
                        best = Some((*phrase, *value));
                    }
                    left.start += 1;
                }
                if left.is_empty() {
                    return best;
                }
            }
        }
        best
    }
}

/// Whom `article` credits, in the order of the places looked at; each kind and name once.
pub fn credits(article: &Article) -> Vec<Credit> {
    let mut found = Finder { credits: Vec::new(), base: None };
    let outlet = article.outlet.as_deref().unwrap_or("").trim();
    let own = publisher(outlet, article.url.as_deref());
    if let Some(agency) = own {
        found.push(agency, CreditKind::Outlet, 0..0);
    }
    if let Some(byline) = &article.byline {
        for line in byline.lines().take(4) {
            found.line(clip(line, 300), CreditKind::Byline);
        }
    }
    let body = &*article.body.text();
    let head = head(body);
    let mut paragraphs = 0;
    for line in lines(head) {
        found.base = Some(line.at);
        let long = is_long(line.text);
        let dated = (long || paragraphs == 0) && found.dateline(line.text);
        if !dated && paragraphs == 0 {
            found.line(line.text, CreditKind::Byline);
        }
        // A summary may stand before the place line; behind the second paragraph the story is under way.
        paragraphs += usize::from(long);
        if paragraphs == 2 {
            break;
        }
    }
    // The end begins in the story: of a short body, behind the line where the beginning stopped.
    let mut start = body.len().saturating_sub(TAIL);
    while !body.is_char_boundary(start) {
        start += 1;
    }
    let mut last = 0;
    let mut filled = lines(head).inspect(|line| last = line.at);
    let story = filled.find(|line| is_long(line.text)).map(|line| line.at);
    let story = story.unwrap_or(last);
    for line in lines(&body[start..]) {
        let at = start + line.at;
        found.base = Some(at);
        // The first line of the end may be the rest of one.
        let whole = at == 0 || body[..at].trim_end_matches([' ', '\t', '\r']).ends_with('\n');
        if at > story && whole {
            found.line(line.text, CreditKind::Sign);
        }
        if at >= story {
            found.end(line.text);
        }
    }
    if let Some(title) = &article.title {
        found.base = None;
        found.title(title.trim());
    }
    let mut credits = found.credits;
    if credits.is_empty() {
        return credits;
    }
    // What names its own publisher is that publisher's own text: an agency, since it signs its texts with its name.
    let outlet_key = letters(outlet);
    for credit in &mut credits {
        let is_own = Some(credit.agency.as_str()) == own
            || !outlet_key.is_empty() && letters(&credit.agency) == outlet_key;
        if is_own && matches!(credit.kind, CreditKind::Dateline | CreditKind::Sign | CreditKind::Byline) {
            credit.kind = CreditKind::Outlet;
        }
    }
    let mut once: Vec<Credit> = Vec::with_capacity(credits.len());
    for credit in credits {
        if !once.iter().any(|seen| seen.agency == credit.agency && seen.kind == credit.kind) {
            once.push(credit);
        }
    }
    once
}

/// A line that holds something, trimmed, and where it begins.
struct Line<'a> {
    text: &'a str,
    at: usize,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text::lines(text).map(|range| Line { at: range.start, text: &text[range] })
}

/// Where the character behind the first `count` of a text begins; `None` where it has no more.
fn behind(text: &str, count: usize) -> Option<usize> {
    match text.as_bytes().get(..=count)?.is_ascii() {
        true => Some(count),
        false => text.char_indices().nth(count).map(|(at, _)| at),
    }
}

/// The first characters of a text, at most `count`.
fn first_chars(text: &str, count: usize) -> &str {
    &text[..behind(text, count).unwrap_or(text.len())]
}

/// The last characters of a text, at most `count`.
fn last_chars(text: &str, count: usize) -> &str {
    let Some(from) = text.len().checked_sub(count) else { return text };
    match text.as_bytes()[from..].is_ascii() {
        true => &text[from..],
        false => &text[text.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at)..],
    }
}

/// The first bytes of a text, at most `limit`, at a character's end.
fn clip(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The beginning of a body, to the end of the line it stops in: half a line of credits names somebody else.
fn head(body: &str) -> &str {
    let head = clip(body, HEAD);
    let rest = clip(&body[head.len()..], HEAD);
    &body[..head.len() + rest.find('\n').unwrap_or(rest.len())]
}

/// Lower case wherever that takes as many bytes, so that places stay the same.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().map(fold_char).collect()
}

/// A character as [`fold`] has it.
fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
        _ => c,
    }
}

/// Whether a text begins with a word that is in lower case, in whatever case.
fn begins(text: &str, word: &str) -> bool {
    if word.is_ascii() {
        let start = text.as_bytes().get(..word.len());
        return start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()));
    }
    let mut chars = text.chars();
    word.chars().all(|small| chars.next().is_some_and(|c| fold_char(c) == small))
}

/// Whether a text ends with a word that is in lower case, in whatever case.
fn ends(text: &str, word: &str) -> bool {
    let at = text.len().checked_sub(word.len()).filter(|at| text.is_char_boundary(*at));
    at.is_some_and(|at| begins(&text[at..], word))
}

/// Letters and digits in lower case, for comparing names.
fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a script writes words without spaces, as Chinese and Japanese do, or glues a name to what stands before it.
fn is_dense(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF)
}

/// The agency that an outlet or its address is.
fn publisher(outlet: &str, url: Option<&str>) -> Option<&'static str> {
    let host = |text: &str| {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
        let host = host.strip_prefix("www.").unwrap_or(host);
        let label = host.split('.').next().unwrap_or("");
        known(label).or_else(|| known(&label.to_uppercase())).or_else(|| known(&label.to_lowercase()))
    };
    let found = if outlet.is_empty() {
        url.and_then(host)
    } else if outlet.contains('.') && !outlet.contains(char::is_whitespace) {
        host(outlet)
    } else {
        known(outlet)
    };
    found.filter(|name| *name != "agencies")
}

/// What may stand around a name.
#[rustfmt::skip]
fn is_edge(c: char) -> bool {
    match c {
        ' ' | '\t'..='\r' | '"' | '\'' | '(' | ')' | '*' | ',' | '-' | '.' | '/' | ':' | ';' | '<' | '=' | '>' | '[' | ']' | '_'
        | '|' => true,
        '\0'..='\x7f' => false,
        '“' | '”' | '„' | '‟' | '‘' | '’' | '«' | '»' | '‹' | '›' | '。' | '।' | '：' | '、' | '，' | '（' | '）' | '【' | '】' | '［'
        | '］' | '《' | '》' | '「' | '」' | '『' | '』' | '–' | '—' | '―' | '•' | '·' | '＝' | '\u{200e}' | '\u{200f}' => true,
        _ => c.is_whitespace(),
    }
}

/// The most bytes that a name takes with all that may stand around it. Sentences need not be put in lower case.
const LONGEST_NAME: usize = 100;

/// The agency that a text is the name of and nothing else.
fn known(text: &str) -> Option<&'static str> {
    let tables = &*TABLES;
    let name = text.trim_matches(is_edge);
    if name.len() > LONGEST_NAME {
        return None;
    }
    let mut buffer = [0; LONGEST_NAME];
    let folded = &mut buffer[..name.len()];
    if name.is_ascii() {
        folded.copy_from_slice(name.as_bytes());
        folded.make_ascii_lowercase();
    } else {
        for (at, c) in name.char_indices() {
            fold_char(c).encode_utf8(&mut folded[at..]);
        }
    }
    let (mut from, mut to) = (0, name.len());
    for turn in 0..4 {
        let rest = &folded[from..to];
        let (first, last) = (*rest.first()?, *rest.last()?);
        if tables.lengths[usize::from(first)] >> rest.len() & 1 == 1 {
            let found = tables.exact.get(&name[from..to]).or_else(|| tables.loose.get(rest));
            if let Some(agency) = found {
                return Some(*agency).filter(|_| name.split_whitespace().nth(7).is_none());
            }
        }
        if turn == 3 {
            return None;
        }
        let mut before = tables.before[usize::from(first)].iter();
        let mut after = tables.after[usize::from(last)].iter();
        if let Some(word) = before.find(|word| rest.starts_with(word.as_bytes())) {
            from += word.len();
        } else {
            to -= after.find(|word| rest.ends_with(word.as_bytes()))?.len();
        }
        let left = &name[from..to];
        from += left.len() - left.trim_start_matches(is_edge).len();
        to = from + left.trim_matches(is_edge).len();
    }
    None
}

/// Whether a name that the table does not know is an agency's by its words.
fn sounds_like_agency(name: &str) -> bool {
    AGENCY_WORDS.iter().any(|word| {
        ends(name, word) && (is_dense(word.chars().next().unwrap_or(' ')) || name.len() > word.len())
    }) && name.chars().count() <= 40
        && name.split_whitespace().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// A name as it may be credited: short, beginning as a name does.
fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    (2..=50).contains(&count)
        && name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        && name.split_whitespace().count() <= 6
}

/// Words between two names.
const BETWEEN: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " ja ", " i ", " a ", " és ", " ve ",
    " и ", " и др", " та ", " και ", " और ", " in ", " of ", " with ", " mit ", " avec ", " con ", " com ",
    " met ", " med ", " & ", " + ", " و",
];

/// The pieces of a list of names, with where each begins.
fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, start: 0, chars: text.char_indices(), done: false }
}

struct Pieces<'a> {
    text: &'a str,
    /// Where the next piece begins: behind every cut so far.
    start: usize,
    chars: std::str::CharIndices<'a>,
    done: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<(usize, &'a str)> {
        let text = self.text;
        for (at, c) in self.chars.by_ref() {
            if c.is_ascii_alphanumeric() {
                continue;
            }
            let next = at + c.len_utf8();
            let to = match c {
                ' ' => {
                    let behind = text.as_bytes().get(next).map_or(b' ', u8::to_ascii_lowercase);
                    let words: &[&[&str]] = if behind.is_ascii() {
                        &[&TABLES.between[usize::from(behind)]]
                    } else {
                        // In lower case a letter may begin with another byte.
                        &[BETWEEN]
                    };
                    let words = words.iter().flat_map(|words| words.iter());
                    words.filter(|word| begins(&text[at..], word)).map(|word| at + word.len()).max()
                }
                ',' | '/' | '|' | '·' | '•' | ';' | '(' | ')' | '（' | '）' | '、' | '，' | '；' | '='
                | '＝' | '・' | '،' | '\t' => Some(next),
                '-' | '–' | '—' | '―' => {
                    let spaced = text[..at].ends_with(char::is_whitespace)
                        || text[next..].starts_with(char::is_whitespace);
                    spaced.then_some(next)
                }
                '.' => text[next..].starts_with(char::is_whitespace).then_some(next),
                _ => None,
            };
            let Some(to) = to else { continue };
            // The space behind one word between names may begin another.
            let piece = (at >= self.start).then(|| (self.start, &text[self.start..at]));
            self.start = self.start.max(to);
            if piece.is_some() {
                return piece;
            }
        }
        (!std::mem::replace(&mut self.done, true)).then(|| (self.start, &text[self.start..]))
    }
}

struct Finder {
    credits: Vec<Credit>,
    /// Where the text that is looked at begins in the body; `None` outside the body.
    base: Option<usize>,
}

impl Finder {
    fn push(&mut self, agency: &str, kind: CreditKind, range: Range<usize>) {
        self.add(agency, kind, None, range);
    }

    fn add(&mut self, agency: &str, kind: CreditKind, language: Option<&'static str>, range: Range<usize>) {
        let range = match self.base {
            Some(base) => {
                let place = |at: usize| u32::try_from(base + at).unwrap_or(u32::MAX);
                place(range.start)..place(range.end)
            }
            None => 0..0,
        };
        self.credits.push(Credit { agency: agency.to_owned(), kind, language, range });
    }

    /// Reads a line that may begin with a place, a date and an agency. Whether it did.
    fn dateline(&mut self, line: &str) -> bool {
        let start = first_chars(line, LONGEST_DATELINE);
        self.glued(start) || self.bracketed(line, start) || self.slashed(start) || self.dashed(line, start)
    }

    /// "新华社北京3月3日电", "路透卢布林5月7日 -", "（中央社台北3日電）".
    fn glued(&mut self, start: &str) -> bool {
        let bare = start.trim_start_matches(['（', '(', '【', '[', '［', '据', '據', ' ', '\u{3000}']);
        let skipped = start.len() - bare.len();
        let Some((form, agency)) = dense_prefix(bare) else { return false };
        let rest = &bare[form.len()..];
        let near = rest.char_indices().nth(40).map_or(rest, |(at, _)| &rest[..at]);
        // "电" is also the first half of "telephone" and "electricity": as a mark it follows the date or ends a clause.
        let clause = near.split(['，', '。', ',']).next().unwrap_or("");
        let marked = clause.match_indices(['电', '電', '讯', '訊']).any(|(at, mark)| {
            let next = clause[at + mark.len()..].chars().next();
            clause[..at].ends_with('日')
                || next.is_none_or(|c| c.is_whitespace() || "（(】）：:-–—|".contains(c))
        });
        let dashed = ["日 -", "日-", "日—", "日 —", "日 –", "——"].iter().any(|mark| clause.contains(mark));
        // "路透 - ", "新华社记者".
        let direct = near.trim_start().starts_with(['-', '–', '—', '】', '］']);
        let reporter = near.starts_with("记者") || near.starts_with("記者");
        if !(marked || dashed || direct || reporter) {
            return false;
        }
        self.push(agency, CreditKind::Dateline, skipped..skipped + form.len());
        true
    }

    /// "NEW YORK (AP) —", "(ANSA) - ROMA", "【ロンドン共同】", "(서울=연합뉴스)", "[오슬로=AFP]", "（ＡＦＰ）".
    fn bracketed(&mut self, line: &str, start: &str) -> bool {
        let mut from = 0;
        while let Some(at) = bracket(&start[from..]) {
            let open = from + at;
            let width = start[open..].chars().next().map_or(1, char::len_utf8);
            let close_char = match &start[open..open + width] {
                "(" => ')',
                "（" => '）',
                "[" => ']',
                "［" => '］',
                _ => '】',
            };
            let inside = open + width;
            // Some brackets hold another: ［ルブリン（ポーランド） ７日 ロイター］ has its own kind, so the first of the same kind ends it.
            let Some(close) =
                line[inside..].find(close_char).map(|at| inside + at).filter(|close| close - inside <= 120)
            else {
                return false;
            };
            from = close + close_char.len_utf8();
            let inner = &line[inside..close];
            let after = line[from..].trim_start_matches(['\u{200e}', '\u{200f}']);
            let first = after.trim_start().chars().next();
            let ends = match first {
                None => false,
                Some(c) => {
                    matches!(c, '-' | '–' | '—' | '―' | '−' | ':' | '：' | '.' | '।' | '۔' | '・' | '~' | '|')
                }
            };
            let leads = open == 0;
            if !(ends || leads && (close_char != ')' || inner.contains(['=', '＝'])))
                || !is_place(&start[..open])
            {
                if from >= start.len() {
                    return false;
                }
                continue;
            }
            if leads && inner.contains(['=', '＝']) {
                // "알헤시라스 EFE=연합": each side ends in a name.
                let mut any = false;
                for part in inner.split(['=', '＝']) {
                    let name = part.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or("");
                    if let Some(agency) = known(part).or_else(|| known(name)) {
                        let name = if known(part).is_some() { part } else { name };
                        let at = inside + (name.as_ptr() as usize - inner.as_ptr() as usize);
                        self.push(agency, CreditKind::Dateline, at..at + name.len());
                        any = true;
                    }
                }
                if any {
                    return true;
                }
            }
            if self.names(inner, inside, CreditKind::Dateline) {
                return true;
            }
            // "ロンドン共同", "ハーグ16日AFP": the name is glued to the end.
            let tail_name = inner.rsplit(['=', '＝', ' ', '\u{3000}', ' ']).next().unwrap_or(inner).trim();
            let place = close - (inner.len() - inner.rfind(tail_name).unwrap_or(0));
            if let Some(agency) = known(tail_name) {
                self.push(agency, CreditKind::Dateline, place..place + tail_name.len());
                return true;
            }
            if let Some((form, agency)) =
                dense_suffix(inner.trim_end()).filter(|_| close_char != ')' || leads)
            {
                let end = inside + inner.trim_end().len();
                self.push(agency, CreditKind::Dateline, end - form..end);
                return true;
            }
            // A name that the table does not know: after "=", or in the place of an agency behind a date.
            let signed = inner.contains(['=', '＝']) && leads;
            let tail_name =
                if signed { inner.rsplit(['=', '＝']).next().unwrap_or(inner).trim() } else { tail_name };
            let place = close - (inner.len() - inner.rfind(tail_name).unwrap_or(0));
            let dated =
                start[..open].contains(|c: char| c.is_numeric()) && !start[..open].trim_end().is_empty();
            let dashed = matches!(first, Some('-' | '–' | '—' | ':' | '：'));
            let candidate = if signed { tail_name } else { inner.trim() };
            if !candidate.contains(|c: char| c.is_numeric())
                && is_name(candidate)
                && (sounds_like_agency(candidate) && (signed || ends) || dated && dashed)
            {
                let place = if signed { place } else { inside + inner.len() - inner.trim_start().len() };
                self.push(candidate, CreditKind::Dateline, place..place + candidate.len());
                return true;
            }
            if from >= start.len() {
                return false;
            }
        }
        false
    }

    /// "МОСКВА, 3 марта. /ТАСС/."
    fn slashed(&mut self, start: &str) -> bool {
        let mut parts = start.match_indices('/').map(|(at, _)| at);
        let Some(mut open) = parts.next() else { return false };
        for close in parts {
            if let Some(agency) = known(&start[open + 1..close])
                && !start[open + 1..close].is_empty()
                && is_place(&start[..open])
            {
                self.push(agency, CreditKind::Dateline, open + 1..close);
                return true;
            }
            open = close;
        }
        false
    }

    /// "Madrid, 3 mar (EFE).-" has its brackets; here "Reuters - ", "LONDON, March 3, Reuters —", "Москва. 3 марта. INTERFAX.RU -".
    fn dashed(&mut self, line: &str, start: &str) -> bool {
        let Some(dash) = dash(line, start.len()).filter(|dash| *dash <= start.len()) else { return false };
        let before = &line[..dash];
        if !is_place(before) {
            return false;
        }
        let at = before.rmatch_indices([',', '.', '/', '|', '(', ')']).find_map(|(at, mark)| {
            // The dot of "INTERFAX.RU" is part of the name.
            (mark != "." || before[at + 1..].starts_with(char::is_whitespace)).then_some(at + 1)
        });
        let at = at.unwrap_or(0);
        let last = &before[at..];
        // A colon ends a dateline only behind a bracket, a place or nothing: "AFP: the inside story" is a headline.
        if line[dash..].starts_with(": ") && at == 0 {
            return false;
        }
        let Some(agency) = known(last) else {
            // "МОСКВА, 3 мар — РИА Новости. В столице ..."
            let after = line[dash..].trim_start_matches(['.', ' ', '-', '–', '—']);
            let name = after.split(['.', '-', '–', '—']).next().unwrap_or("").trim();
            let dated = before.contains(|c: char| c.is_numeric());
            let Some(agency) = known(name).filter(|_| dated && !line[dash..].starts_with(':')) else {
                return false;
            };
            let at = line.len() - after.len();
            self.push(agency, CreditKind::Dateline, at..at + name.len());
            return true;
        };
        let name = last.trim();
        let at = at + (last.len() - last.trim_start().len());
        self.push(agency, CreditKind::Dateline, at..at + name.len());
        true
    }

    /// Every agency in a list of names; whether there was one.
    fn names(&mut self, list: &str, at: usize, kind: CreditKind) -> bool {
        let compound =
            |piece: &str| piece.contains('-') && piece.split('-').all(|part| known(part).is_some());
        if !pieces(list).any(|(_, piece)| known(piece).is_some() || compound(piece)) {
            return false;
        }
        let staffed = |piece: &str| {
            let folded = fold(piece);
            folded.split(|c: char| !c.is_alphanumeric()).any(|word| STAFF.contains(&word))
        };
        let folded = fold(list);
        let own = pieces(list).any(|(_, piece)| known(piece).is_none() && staffed(piece));
        let kind = if own && kind != CreditKind::Original { CreditKind::With } else { kind };
        for (start, piece) in pieces(list) {
            // "TT-AFP": two agencies, unless the whole is the name of one.
            if known(piece).is_none() && compound(piece) {
                for part in piece.split('-') {
                    let from = at + start + (part.as_ptr() as usize - piece.as_ptr() as usize);
                    self.push(known(part).unwrap_or_default(), kind, from..from + part.len());
                }
            }
            if let Some(agency) = known(piece) {
                let with = [" with ", " mit ", " avec ", " con ", " com ", " met ", " med "];
                let beside = with.iter().any(|with| folded[..start].ends_with(with));
                let kind = if beside { CreditKind::With } else { kind };
                let from = start + piece.len() - piece.trim_start().len();
                self.push(agency, kind, at + from..at + from + piece.trim().len());
            }
        }
        true
    }

    /// Reads a line that may be credits and nothing else, and the phrases in any line.
    fn line(&mut self, line: &str, kind: CreditKind) {
        let short = !is_long(line);
        let before = self.credits.len();
        self.phrases(line, short, kind);
        if self.credits.len() > before || !short {
            return;
        }
        // Without a phrase, the names themselves: "Laura Penhallow (Reuters)", "dpa/lnw", "AFP | La Haya". The rest must
        // be names, places and dates too.
        let plain = |piece: &str| {
            let (mut count, mut small, mut tiny) = (0, 0, 0);
            for word in piece.split_whitespace() {
                let lower = word.chars().all(char::is_lowercase);
                count += 1;
                tiny += usize::from(lower);
                small += usize::from(lower && word.chars().nth(3).is_some());
            }
            // "15 de abril de 2026" has small words, and so have sentences: those without a number are few in names.
            count <= 6
                && small <= 1
                && (tiny <= 2 || piece.contains(char::is_numeric))
                && piece.chars().filter(|c| is_dense(*c)).count() <= 12
        };
        let mut list = pieces(line);
        if !list.by_ref().take(8).all(|(_, piece)| plain(piece) || known(piece).is_some())
            || list.next().is_some()
        {
            return;
        }
        if !self.names(line, 0, kind) {
            // "Beatrice Wambui Karanja, Rift Newswire", "(Rift Newswire, abridged)".
            for (at, piece) in pieces(line) {
                let name = piece.trim_matches(is_edge);
                if sounds_like_agency(name) && is_name(name) {
                    let from = at + piece.find(name).unwrap_or(0);
                    self.push(name, kind, from..from + name.len());
                }
            }
        }
    }

    /// The end of a line: "... until Friday. EFE", "... (dpa/lnw)", "... — AFP".
    fn end(&mut self, line: &str) {
        let bare = line.trim_end_matches(['.', ' ', '*', '_', '■', '□', '#', '。']);
        if let Some(close) = bare.chars().next_back().filter(|c| matches!(c, ')' | '）' | ']' | '】' | '］'))
        {
            let open = match close {
                ')' => '(',
                '）' => '（',
                ']' => '[',
                '］' => '［',
                _ => '【',
            };
            let Some(at) = bare.rfind(open) else { return };
            let inside = at + open.len_utf8();
            let inner = &bare[inside..bare.len() - close.len_utf8()];
            if inner.chars().count() <= LONGEST_LINE
                && let Some(base) = self.base
            {
                self.base = Some(base + inside);
                self.line(inner, CreditKind::Sign);
                self.base = Some(base);
            }
            return;
        }
        // The place where a sentence or a dash ends last, not further from the end than a long name with its place.
        let last = last_chars(bare, 41);
        let from = bare.len() - last.len();
        let bytes = last.bytes().enumerate().rev();
        let cut =
            bytes.filter(|(_, byte)| !byte.is_ascii_alphanumeric() && *byte != b' ').find_map(|(at, _)| {
                // None within a character.
                let c = last.get(at..)?.chars().next().filter(|c| !c.is_alphanumeric())?;
                let next = at + c.len_utf8();
                let rest = &last[next..];
                let spaced = rest.starts_with(char::is_whitespace);
                let ends = match c {
                    '.' | '!' | '?' | '।' | '؟' => spaced || rest.starts_with(['"', '”', '»', '/', '-']),
                    '-' => spaced || last[..at].ends_with('-'),
                    '–' | '—' | '/' => spaced || last[..at].ends_with(['.', ' ', '。']),
                    '。' | '」' => true,
                    _ => false,
                };
                ends.then_some(next)
            });
        if let Some(cut) = cut
            && let Some(agency) = known(&last[cut..]).filter(|agency| *agency != "agencies")
        {
            self.push(agency, CreditKind::Sign, from + cut..bare.len());
        }
    }

    /// A title's end: "Port closed - Reuters", "Port closed (AP)".
    fn title(&mut self, title: &str) {
        let bare = title.trim_end_matches([')', '）', ' ']);
        let marked = match bare.is_ascii() {
            true => memchr::memchr3(b'-', b'|', b'(', bare.as_bytes()).is_some(),
            false => bare.contains(['-', '–', '—', '|', '(', '（']),
        };
        if !marked {
            return;
        }
        let cut = [" - ", " – ", " — ", " | ", " (", "（"]
            .iter()
            .filter_map(|mark| bare.rfind(mark).map(|at| at + mark.len()))
            .max();
        if let Some(cut) = cut
            && let Some(agency) = known(&bare[cut..]).filter(|agency| *agency != "agencies")
        {
            self.push(agency, CreditKind::Sign, 0..0);
        }
    }

    /// Phrases such as "Source:" and "with material from", with the names behind them.
    fn phrases(&mut self, line: &str, short: bool, kind: CreditKind) {
        for start in starts(line, short) {
            let rest = &line[start..];
            if let Some((phrase, cue)) = cue(rest) {
                // The line begins here, or a bracket does.
                let opens = line[..start].trim_matches(is_edge).is_empty()
                    || line[..start].trim_end().ends_with(['(', '（', '[', ';', '|', '·', '•', ',']);
                // "Her paper, first published in The Lancet, was withdrawn" says nothing about the article.
                if cue == Cue::Original
                    && line[..start].trim_end().ends_with(',')
                    && kind != CreditKind::Byline
                {
                    continue;
                }
                self.phrase(line, start, start + phrase.len(), cue, short && opens, kind);
            } else if is_self(rest) {
                let rest = fold(rest);
                let sentence = &rest[..sentence_end(&rest)];
                let inner = sentence.char_indices().find_map(|(at, c)| {
                    let word = at > 0 && (is_dense(c) || !sentence[..at].ends_with(char::is_alphanumeric));
                    let (phrase, cue) = if word { cue(&sentence[at..])? } else { return None };
                    matches!(cue, Cue::Original | Cue::Translated).then_some((at, phrase, cue))
                });
                if let Some((at, phrase, cue)) = inner {
                    let at = start + at;
                    self.phrase(line, at, at + phrase.len(), cue, true, kind);
                }
            }
        }
    }

    /// One phrase in a line: the cue stands at `from..to`; `alone`: nothing but credits can stand here.
    fn phrase(&mut self, line: &str, from: usize, to: usize, cue: Cue, alone: bool, kind: CreditKind) {
        let rest = &line[to..];
        let length = sentence_end(rest);
        let named = &rest[..length];
        let name = named.trim_matches(is_edge);
        let at = to + named.find(name).unwrap_or(0);
        match cue {
            Cue::Translated => {
                let mut window = to.saturating_sub(40);
                while !line.is_char_boundary(window) {
                    window += 1;
                }
                let language = language(&fold(&line[window..to + clip(rest, 60).len()]));
                // "翻訳" and "translated" open many a sentence, "aus dem" most: in a line of its own one of them is enough
                // save the last; elsewhere a language must be named, or a colon follows.
                let bare = line[from..to].eq_ignore_ascii_case("aus dem");
                let marked = language.is_some() && line[from..to].contains(' ')
                    || line[from..to].ends_with([':', '：']);
                if bare && language.is_none()
                    || !alone && !marked
                    || !alone && named.chars().count() > LONGEST_PHRASE
                {
                    return;
                }
                self.add("", CreditKind::Translated, language, from..to);
            }
            Cue::Original => {
                // "First published in The Lancet, the study found ..." goes on; a credit ends.
                if !alone && named.chars().count() > LONGEST_PHRASE {
                    return;
                }
                // "In the Harbour Courier", "von der Elbe-Rundschau": the article is no part of the name.
                let bare = ARTICLES.iter().find_map(|article| strip_word(trim_name(name), article));
                let name = bare.unwrap_or(trim_name(name));
                let at = at + named.trim_matches(is_edge).find(name).unwrap_or(0);
                if let Some(agency) = known(name) {
                    self.push(agency, CreditKind::Original, at..at + name.len());
                } else if is_name(name) || name.contains('.') && !name.contains(' ') && name.len() <= 60 {
                    self.push(name, CreditKind::Original, at..at + name.len());
                }
            }
            Cue::With | Cue::Source | Cue::By | Cue::WithShort => {
                if matches!(cue, Cue::By | Cue::WithShort) && !alone {
                    return;
                }
                let kind = match cue {
                    Cue::With | Cue::WithShort => CreditKind::With,
                    _ if kind == CreditKind::Byline && cue == Cue::By => CreditKind::Byline,
                    _ => CreditKind::Sign,
                };
                // "Compiled from" in Chinese says that it was translated on the way.
                if ["编译自", "編譯自"].contains(&&line[from..to]) {
                    self.add("", CreditKind::Translated, None, from..to);
                }
                let named = named.trim_start_matches(|c: char| c.is_numeric() || is_edge(c));
                let at = to + rest[..length].len() - named.len();
                // "From the"? "with files"? Only names count, and a name that the table does not know is taken as one
                // of several: it matters only where that outlet's own text is at hand.
                if !self.names(named, at, kind) && names_any(&line[from..to], cue) {
                    let name =
                        trim_name(pieces(named).next().map_or("", |(_, piece)| piece).trim_matches(is_edge));
                    if is_name(name) {
                        let kind = if sounds_like_agency(name) { kind } else { CreditKind::With };
                        let at = at + named.find(name).unwrap_or(0);
                        self.push(name, kind, at..at + name.len());
                    }
                } else if matches!(cue, Cue::By | Cue::WithShort) {
                    for (start, piece) in pieces(named) {
                        let name = piece.trim_matches(is_edge);
                        if known(piece).is_none() && sounds_like_agency(name) && is_name(name) {
                            let from = at + start + piece.find(name).unwrap_or(0);
                            self.push(name, kind, from..from + name.len());
                        }
                    }
                }
            }
        }
    }
}

/// Whether any name may follow a phrase, also one that the table does not know: the phrase is no mere word.
fn names_any(phrase: &str, cue: Cue) -> bool {
    matches!(cue, Cue::With | Cue::Source) && (phrase.contains(' ') || phrase.ends_with([':', '：', '自']))
}

/// The agency whose form a text begins with, in a script without spaces; with the form.
fn dense_prefix(text: &str) -> Option<(&'static str, &'static str)> {
    let first = text.chars().next().filter(|c| is_dense(*c))?;
    let forms = TABLES.dense.get(&first)?;
    forms.iter().copied().find(|(form, _)| text.starts_with(form))
}

/// The agency whose form a text ends with, the form glued to what stands before it; with the form's length.
fn dense_suffix(text: &str) -> Option<(usize, &'static str)> {
    // From the longest suffix to the shortest; no glued form has more than ten characters.
    let mut ends: Vec<usize> = text.char_indices().rev().take(10).map(|(at, _)| at).collect();
    ends.reverse();
    ends.into_iter().find_map(|at| {
        let form = &text[at..];
        let glued = is_dense(form.chars().next()?) || text[..at].chars().next_back().is_some_and(is_dense);
        let agency = known(form).filter(|_| glued && form.chars().count() > 1)?;
        Some((form.len(), agency))
    })
}

/// Whether what stands before a name can be a place and a date: few words, and few of them in lower case.
fn is_place(text: &str) -> bool {
    let (mut words, mut small) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        small += u32::from(word.chars().nth(3).is_some() && word.starts_with(char::is_lowercase));
        if words > 12 || small > 3 {
            return false;
        }
    }
    match text.is_ascii() {
        true => memchr::memchr3(b'"', b'?', b'!', text.as_bytes()).is_none(),
        false => !text.contains(['"', '“', '”', '?', '!', '。', '，', '।']),
    }
}

/// Where phrases may begin: at the line's start and behind the end of a sentence, an opening bracket or a bar; in a short
/// line also behind a comma, a dash or a slash.
fn starts(line: &str, short: bool) -> impl Iterator<Item = usize> {
    let mask = if short { IN_SHORT | IN_ANY } else { IN_ANY };
    let mut open = true;
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            if !open {
                at = next_opening(line.as_bytes(), at, mask)?;
            }
            let (start, c) = (at, line[at..].chars().next()?);
            at += c.len_utf8();
            let starts = open && c.is_alphanumeric() || c == '©';
            open = open && !starts || opens(c, short);
            if starts {
                return Some(start);
            }
        }
    })
}

/// Whether a phrase may begin behind a character.
fn opens(c: char, short: bool) -> bool {
    OPENERS.contains(&c) || short && OPENERS_IN_SHORT.contains(&c)
}

const OPENERS: &[char] =
    &['.', '(', '[', '|', '*', ';', '!', '?', '（', '［', '【', '·', '•', '；', '。', '」', '।'];

const OPENERS_IN_SHORT: &[char] = &[',', '-', '/', '–', '—', '・'];

const IN_SHORT: u8 = 1;
const IN_ANY: u8 = 2;

/// By byte: whether a character that begins with it may be © or one behind which a phrase may begin, and in which lines.
static OPENING: LazyLock<[u8; 256]> = LazyLock::new(|| {
    let mut table = [0; 256];
    let in_any = OPENERS.iter().chain(&['©']).map(|c| (c, IN_ANY));
    for (c, lines) in in_any.chain(OPENERS_IN_SHORT.iter().map(|c| (c, IN_SHORT))) {
        table[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] |= lines;
    }
    table
});

/// The first byte from a place on that [`OPENING`] has for these lines. Letters and spaces, of which most of a line is, are
/// passed sixteen at a time.
fn next_opening(bytes: &[u8], mut at: usize, mask: u8) -> Option<usize> {
    let table = &*OPENING;
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<16>()) {
        let plain = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26 || byte == b' ';
        if !block.iter().fold(true, |all, &byte| all & plain(byte)) {
            let found = block.iter().position(|byte| table[usize::from(*byte)] & mask != 0);
            if let Some(found) = found {
                return Some(at + found);
            }
        }
        at += block.len();
    }
    let rest = bytes.get(at..)?;
    rest.iter().position(|byte| table[usize::from(*byte)] & mask != 0).map(|found| at + found)
}

/// The first bracket that may open around a name.
fn bracket(text: &str) -> Option<usize> {
    match text.is_ascii() {
        true => memchr::memchr2(b'(', b'[', text.as_bytes()),
        false => text.find(['(', '（', '[', '［', '【']),
    }
}

/// The first place in a line where a dash or a colon may end a dateline, up to `limit`: ` - `, ` – `, ` — `, ` -- `, `.- `,
/// `.– `, `.— `, `— ` or `: `.
fn dash(line: &str, limit: usize) -> Option<usize> {
    // Both long dashes begin with this byte, and with other characters.
    let marks = memchr::memchr3_iter(b':', b'-', 0xe2, line.as_bytes());
    marks.take_while(|at| *at <= limit + 1).find_map(|at| {
        let c = line[at..].chars().next().filter(|c| matches!(c, ':' | '-' | '–' | '—'))?;
        let rest = &line[at + c.len_utf8()..];
        let (space, dot) = (line[..at].ends_with(' '), line[..at].ends_with('.'));
        if c == '-' && space && rest.starts_with("- ") {
            return Some(at - 1);
        }
        match c {
            _ if !rest.starts_with(' ') => None,
            ':' => Some(at),
            _ if space || dot => Some(at - 1),
            '—' => Some(at),
            _ => None,
        }
    })
}

/// Whether a line is too long to be one of credits.
fn is_long(line: &str) -> bool {
    behind(line, LONGEST_LINE).is_some()
}

/// Whether a text begins to speak of the article itself.
fn is_self(text: &str) -> bool {
    TABLES.selves.longest(text, |_, _| true).is_some()
}

/// The longest cue that a text begins with.
fn cue(text: &str) -> Option<(&'static str, Cue)> {
    TABLES.cues.longest(text, |phrase, rest| {
        let last = phrase.chars().next_back().unwrap_or(' ');
        let next = rest.chars().next().map_or(' ', fold_char);
        !last.is_alphanumeric() || is_dense(last) || !next.is_alphanumeric() || is_dense(next)
    })
}

/// The length of what belongs to a phrase: up to the end of the sentence, the bracket or the line.
fn sentence_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let stop = c == '.' && next.is_whitespace() && !text[..at].ends_with(|c: char| c.is_uppercase());
        if stop
            || matches!(c, ')' | '）' | ']' | '】' | '］' | ';' | '；' | '|' | '·' | '•' | '。' | '।' | '\n')
        {
            return at;
        }
    }
    text.len()
}

/// A name without what commonly follows it: "The Harbour Courier on 5 May and is republished".
fn trim_name(name: &str) -> &str {
    let folded = fold(name);
    let ends = [
        ", ", "，", " on ", " and is", " and was", " under ", " with ", " in ", " at ", " am ", " vom ",
        " le ", " el ", " il ", " em ", " op ", " den ", " w dniu", " dne ", " ve ", " и ", " под ", " (",
        "（", " where", " here", " unter ", " und ", " et ", " sous ", " bajo ", " upon ", " as ",
    ];
    let end = ends.iter().filter_map(|end| folded.find(end)).filter(|at| *at > 0).min().unwrap_or(name.len());
    name[..end].trim_matches(is_edge)
}

/// Articles that may stand between "published in" and a name.
const ARTICLES: &[&str] = &[
    "the ", "der ", "die ", "das ", "dem ", "den ", "le ", "la ", "les ", "el ", "il ", "o ", "a ", "de ",
    "het ",
];

/// A name without the word it begins with in lower case, where another capital begins behind it.
fn strip_word<'a>(name: &'a str, word: &str) -> Option<&'a str> {
    let rest = name.strip_prefix(word)?.trim_start();
    rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric()).then_some(rest)
}

/// The language that is named first in a text in lower case.
fn language(text: &str) -> Option<&'static str> {
    let places = LANGUAGES.iter().flat_map(|(code, names)| {
        names.iter().filter_map(move |name| {
            let at = text.match_indices(name).map(|(at, _)| at).find(|&at| {
                is_dense(name.chars().next().unwrap_or(' ')) || !text[..at].ends_with(char::is_alphanumeric)
            })?;
            Some((at, std::cmp::Reverse(name.len()), *code))
        })
    });
    places.min().map(|(_, _, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STORY: &str = "The council closed the old bridge on Monday after engineers found cracks in two of its pillars. \
        Traffic is led over the ring road until the repairs are done, which may take the whole summer, the mayor said.";

    /// What is found, as `kind:agency` or `translated:language`, sorted.
    fn found(article: &Article) -> String {
        let mut found: Vec<String> = credits(article)
            .iter()
            .map(|credit| {
                let whose = match credit.kind {
                    CreditKind::Translated => credit.language.unwrap_or(""),
                    _ => &credit.agency,
                };
                format!("{}:{whose}", credit.kind.as_str())
            })
            .collect();
        found.sort();
        found.join(" ")
    }

    /// Compares what is found in many texts, and names every one where it differs.
    fn check(cases: impl IntoIterator<Item = (String, Article, String)>) {
        let wrong: Vec<String> = cases
            .into_iter()
            .map(|(name, article, expected)| (name, found(&article), expected))
            .filter(|(_, found, expected)| found != expected)
            .map(|(name, found, expected)| format!("{name}: found {found:?}, not {expected:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn body(text: String) -> Article {
        Article { body: text.into(), ..Article::default() }
    }

    /// Beginnings of a body; the story follows.
    #[rustfmt::skip]
    const HEADS: &[(&str, &str)] = &[
        ("NEW YORK (AP) — ", "dateline:AP"),
        ("OSLO, March 3 (Reuters) - ", "dateline:Reuters"),
        ("PARIS, March 3, 2026 (AFP) – ", "dateline:AFP"),
        ("(Reuters) - ", "dateline:Reuters"),
        ("BERLIN (dpa) - ", "dateline:dpa"),
        ("Leipzig/Triest (dpa/lnw) - ", "dateline:dpa"),
        ("Wien (APA) - ", "dateline:APA"),
        ("Bern (sda) - ", "dateline:Keystone-SDA"),
        ("LONDON, March 3, Reuters — ", "dateline:Reuters"),
        ("OSLO (NTB): ", "dateline:NTB"),
        ("STOCKHOLM (TT-AFP) – ", "dateline:AFP dateline:TT"),
        ("Madrid, 3 mar (EFE).- ", "dateline:EFE"),
        ("MADRID, 3 Mar. (EUROPA PRESS) - ", "dateline:Europa Press"),
        ("(ANSA) - ROMA, 3 MAR - ", "dateline:ANSA"),
        ("Lisboa, 03 mar 2026 (Lusa) – ", "dateline:Lusa"),
        ("Buenos Aires, 3 mar (Télam) - ", "dateline:Télam"),
        ("BRUSSEL (ANP) - ", "dateline:ANP"),
        ("Warszawa, 3 marca (PAP) – ", "dateline:PAP"),
        ("Praha 3. března (ČTK) - ", "dateline:ČTK"),
        ("Vilnius, kovo 3 d. („Reuters“). ", "dateline:Reuters"),
        ("МОСКВА, 3 марта. /ТАСС/. ", "dateline:TASS"),
        ("МОСКВА, 3 мар — РИА Новости. ", "dateline:RIA Novosti"),
        ("ПАРИЖ, 3 марта (Рейтер) — ", "dateline:Reuters"),
        ("Москва. 3 марта. INTERFAX.RU - ", "dateline:Interfax"),
        ("ПАРИЖ, 3 березня (Рейтер) — ", "dateline:Reuters"),
        ("ПАРИЗ, 3. март (Танјуг) – ", "dateline:Tanjug"),
        ("新华社北京3月3日电（记者李明）", "dateline:Xinhua"),
        ("（中央社台北3日電）", "dateline:CNA"),
        ("法新社巴黎3月3日电　", "dateline:AFP"),
        ("路透伦敦3月3日 - ", "dateline:Reuters"),
        ("【ロンドン共同】", "dateline:Kyodo"),
        ("【パリ3日AFP】", "dateline:AFP"),
        ("【ニューヨーク時事】", "dateline:Jiji"),
        ("［ロンドン　３日　ロイター］ - ", "dateline:Reuters"),
        ("［ルブリン（ポーランド）　３日　ロイター］ - ", "dateline:Reuters"),
        ("【つくば＝列島通信】", "dateline:列島通信"),
        ("(서울=연합뉴스) 김철수 기자 = ", "dateline:Yonhap"),
        ("[파리=AFP] ", "dateline:AFP"),
        ("(발렌시아 EFE=연합) ", "dateline:EFE dateline:Yonhap"),
        ("(나이로비=리프트 뉴스와이어) ", "dateline:리프트 뉴스와이어"),
        ("باريس (فرنسا) 3 مارس (رويترز) - ", "dateline:Reuters"),
        ("باريس (أ ف ب) - ", "dateline:AFP"),
        ("पेरिस, 3 मार्च (रॉयटर्स)। ", "dateline:Reuters"),
        ("पेरिस, 3 मार्च (एपी) - ", "dateline:AP"),
        ("ปารีส 3 มี.ค. (รอยเตอร์) – ", "dateline:Reuters"),
        ("PARIS, 3 Mart (AA) - ", "dateline:Anadolu"),
        ("ΑΘΗΝΑ, 3 Μαρτίου (ΑΠΕ-ΜΠΕ) – ", "dateline:ANA-MPA"),
        ("NAIROBI, April 16 (Rift Newswire) — ", "dateline:Rift Newswire"),
        // Not credits.
        ("He told Reuters on Monday (AFP was there too) that ", ""),
        ("VIENNA (Austria) - ", ""),
        ("MOHÁCS (Hungría), 17 jun. – ", ""),
        ("Jane Roe (Labour) said - and meant it - ", ""),
        ("In an interview with AFP – the agency of ", ""),
        ("The ap (a small program) - ", ""),
        ("共同开发电力项目的协议周一签署，", ""),
        ("据路透社报道，市议会周一决定，", ""),
    ];

    #[test]
    fn datelines() {
        check(HEADS.iter().flat_map(|(head, expected)| {
            let long = format!("{head}{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}");
            [(long, ""), (format!("{head}{STORY}"), ", short")]
                .map(|(text, what)| (format!("{head}{what}"), body(text), (*expected).to_owned()))
        }));
    }

    /// Lines before the story.
    #[rustfmt::skip]
    const BYLINES: &[(&str, &str)] = &[
        ("By Jane Roe (Reuters)", "byline:Reuters"),
        ("By Reuters", "byline:Reuters"),
        ("By Reuters and staff", "with:Reuters"),
        ("Von dpa", "byline:dpa"),
        ("dpa, eigene Recherche", "with:dpa"),
        ("Par AFP", "byline:AFP"),
        ("AFP | La Haya", "byline:AFP"),
        ("TT/AFP", "byline:AFP byline:TT"),
        ("Jane Roe, Rift Newswire", "byline:Rift Newswire"),
        ("(Rift Newswire, abridged)", "byline:Rift Newswire"),
        ("Agencias. Miércoles, 15 de abril de 2026", "byline:agencies"),
        ("Von unseren Agenturen", "byline:agencies"),
        ("Avec AFP", "with:AFP"),
        ("Avec Rift Newswire", "with:Rift Newswire"),
        ("Jane Roe with AFP", "with:AFP"),
        ("AFP in Ljubljana", "byline:AFP"),
        ("By staff and agencies in Ljubljana", "with:agencies"),
        ("Plain English News", ""),
        ("Staff editor, with agencies", "with:agencies"),
        ("By Tom Arkwright, Riverside Gazette; additional reporting by Reuters", "with:Reuters"),
        ("Dougie Marlowe. Additional material: Rift Newswire", "with:Rift Newswire"),
        ("编译自Rift Newswire", "translated: with:Rift Newswire"),
        ("Translated from the Spanish by Ana Ruiz", "translated:es"),
        ("Aus dem Englischen von Karl Ohm", "translated:en"),
        ("Traduit de l'anglais par Luc Petit", "translated:en"),
        ("Traducere: Ioana Pop", "translated:"),
        ("Перевод с английского: Иван Петров", "translated:en"),
        ("（翻訳・構成=港プレス外信部）", "translated:"),
        ("3 March 2026, 14:05", ""),
        ("By Jane Roe and John Doe", ""),
        ("What AFP, AP and Reuters do all day", ""),
        ("Reuters and AP barred from the briefing", ""),
    ];

    #[test]
    fn bylines() {
        check(BYLINES.iter().flat_map(|(line, expected)| {
            let field =
                Article { byline: Some((*line).to_owned()), body: STORY.into(), ..Article::default() };
            let long = body(format!("{line}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}"));
            [(long, ""), (body(format!("{line}\n{STORY}")), ", short"), (field, ", a field")]
                .map(|(article, what)| (format!("{line}{what}"), article, (*expected).to_owned()))
        }));
    }

    /// Ends of a body, behind the story.
    #[rustfmt::skip]
    const ENDS: &[(&str, &str)] = &[
        ("\n\n(Reuters)", "sign:Reuters"),
        ("\n\nSource: Reuters", "sign:Reuters"),
        ("\n\nQuelle: dpa (Auszug)", "sign:dpa"),
        ("\n\nAFP", "sign:AFP"),
        ("\n\nAFP, Oslo", "sign:AFP"),
        ("\n\n(With Reuters)", "with:Reuters"),
        ("\n\nWith material from AFP", "with:AFP"),
        ("\n\nMit Material von dpa", "with:dpa"),
        ("\n\nCon información de EFE y AFP", "with:AFP with:EFE"),
        ("\n\nПо материалам ТАСС", "with:TASS"),
        ("\n\nДжерело: Рейтер", "sign:Reuters"),
        ("\n\nExcerpted from a Reuters report", "sign:Reuters"),
        ("\n\n© 2026 The Associated Press. All rights reserved.", "sign:AP"),
        ("\n\n来源：新华社", "sign:Xinhua"),
        ("\n\n출처: 연합뉴스", "sign:Yonhap"),
        ("\n\nالمصدر: رويترز", "sign:Reuters"),
        (" EFE", "sign:EFE"),
        (" — AFP", "sign:AFP"),
        (" (dpa/mta)", "sign:dpa"),
        (" (Additional reporting by Reuters)", "with:Reuters"),
        ("\n\nThis article was originally published in The Harbour Courier.", "original:The Harbour Courier"),
        ("\n\nThis article was first published in the Harbour Courier.", "original:Harbour Courier"),
        ("\n\nThis story first appeared on harbourcourier.example and is republished with permission.",
            "original:harbourcourier.example"),
        ("\n\nDieser Artikel erschien zuerst im Elbe-Abendblatt.", "original:Elbe-Abendblatt"),
        ("\n\nPublicado originalmente en La Bahía Diaria", "original:La Bahía Diaria"),
        ("\n\n原载于《东方周刊》", "original:东方周刊"),
        ("\n\nTranslated from the German by Ann Lee", "translated:de"),
        ("\n\nSource: Harbour Courier", "with:Harbour Courier"),
        ("\n\nIncludes material from AFP", "with:AFP"),
        ("\n\nFrom an AFP report of 16 June, used with permission.", "sign:AFP"),
        // Not credits.
        (" He had told Reuters.", ""),
        (" She spoke to the Associated Press.", ""),
        ("\n\nHer paper, first published in The Lancet in May, was withdrawn.", ""),
        ("\n\nThe poem was translated from the Spanish and read aloud to all who had come to the square that night, in the rain.", ""),
        ("\n\nWith AFP, Reuters and AP kept out of the room that day, nobody could say what the minister had promised to whom.", ""),
        ("\n\nBy Tuesday the bridge was open again.", ""),
    ];

    #[test]
    fn ends() {
        check(ENDS.iter().flat_map(|(end, expected)| {
            let long = format!("{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}{end}");
            [(long, ""), (format!("{STORY}{end}"), ", short")]
                .map(|(text, what)| (format!("{}{what}", end.trim()), body(text), (*expected).to_owned()))
        }));
    }

    #[test]
    fn publishers() {
        let with = |outlet: Option<&str>, url: Option<&str>, body: &str| {
            found(&Article {
                outlet: outlet.map(str::to_owned),
                url: url.map(str::to_owned),
                body: format!("{body}{STORY}").into(),
                ..Article::default()
            })
        };
        assert_eq!(with(Some("AFP"), None, ""), "outlet:AFP");
        assert_eq!(with(Some("Agence France-Presse"), None, "PARIS, March 3 (AFP) - "), "outlet:AFP");
        assert_eq!(with(Some("www.reuters.com"), None, ""), "outlet:Reuters");
        assert_eq!(with(None, Some("https://apnews.com/article/x"), "PARIS (AP) — "), "outlet:AP");
        assert_eq!(
            with(Some("Rift Newswire"), None, "NAIROBI, April 16 (Rift Newswire) — "),
            "outlet:Rift Newswire"
        );
        assert_eq!(with(Some("Harbour Courier"), None, "PARIS (AP) — "), "dateline:AP");
        let titled = Article { title: Some("Bridge closed - Reuters".to_owned()), ..Article::default() };
        assert_eq!(found(&titled), "sign:Reuters");
        let mention = Article { title: Some("Minister sues Reuters".to_owned()), ..Article::default() };
        assert_eq!(found(&mention), "");
    }

    #[test]
    fn no_credit_is_read_from_half_a_line() {
        for length in 150..260 {
            let text = format!("{}。\n\n原载于《东方周刊》", "桥".repeat(length));
            assert_eq!(found(&body(text)), "original:东方周刊", "{length}");
        }
    }

    #[test]
    fn ranges_are_where_the_names_stand() {
        let text = format!(
            "OSLO, 3 March (Reuters) - {STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\nMit Material von dpa"
        );
        let article = body(text.clone());
        let place = |credit: &Credit| &text[credit.range.start as usize..credit.range.end as usize];
        let names: Vec<&str> = credits(&article).iter().map(place).collect();
        assert_eq!(names, ["Reuters", "dpa"]);
    }

    #[test]
    fn the_longest_phrase_that_fits_is_found_in_any_case() {
        let found = |text: &str| cue(text).map(|(phrase, _)| phrase);
        assert_eq!(found("With Material From AFP"), Some("with material from"));
        assert_eq!(found("with materials"), Some("with"));
        assert_eq!(found("withal"), None);
        assert_eq!(found("ИСТОЧНИК: ТАСС"), Some("источник:"));
        assert_eq!(found("原载于《东方周刊》"), Some("原载于"));
        assert_eq!(found(""), None);
        assert!(is_self("THIS ARTICLE was"));
        assert!(!is_self("that article was"));
    }

    #[test]
    fn lists_are_cut_where_names_end() {
        let cut = |text: &'static str| pieces(text).collect::<Vec<_>>();
        assert_eq!(cut("AFP and Reuters"), [(0, "AFP"), (8, "Reuters")]);
        assert_eq!(cut("Jane Roe, dpa/lnw"), [(0, "Jane Roe"), (9, " dpa"), (14, "lnw")]);
        assert_eq!(cut("AFP AND in Oslo"), [(0, "AFP"), (11, "Oslo")]);
        assert_eq!(cut("ТАСС И Рейтер"), [(0, "ТАСС"), (12, "Рейтер")]);
        assert_eq!(cut("TT-AFP"), [(0, "TT-AFP")]);
        assert_eq!(cut(""), [(0, "")]);
    }

    #[test]
    fn datelines_end_at_the_first_dash() {
        let found = |text: &str| dash(text, 100);
        assert_eq!(found("OSLO (NTB) - It - "), Some(10));
        assert_eq!(found("MADRID (EFE).- It"), Some(12));
        assert_eq!(found("OSLO — It"), Some(4));
        assert_eq!(found("OSLO— It"), Some(4));
        assert_eq!(found("OSLO -- It"), Some(4));
        assert_eq!(found("OSLO: It"), Some(4));
        assert_eq!(found("OSLO– It a-b 1:2 c-"), None);
        assert_eq!(dash("OSLO - It", 3), None);
    }

    #[test]
    fn the_tables_are_in_order() {
        let mut forms = AHashMap::new();
        for (name, list) in AGENCIES {
            for form in list.split('|').map(str::trim) {
                assert!(!form.is_empty() && form.trim_matches(is_edge) == form, "{name}: {form:?}");
                if let Some(other) = forms.insert(form, name) {
                    assert_eq!(other, name, "{form}");
                }
            }
        }
        assert!(AGENCIES.len() > 100);
        for (_, phrases) in CUES {
            for phrase in *phrases {
                assert_eq!(fold(phrase), **phrase, "phrases are compared in lower case");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(
            parts in prop::collection::vec(prop_oneof![
                "\\PC{0,20}",
                prop::sample::select(vec![
                    "(", ")", "【", "】", "[", "]", "Reuters", "AFP", "共同", "电", "/", " - ", "\n", "\n\n", ". ", "Source: ",
                    "=", "—", "İ", "新华社", "translated from the ", "originally published in ", "this article ", "by ", "a\u{301}",
                ]).prop_map(str::to_owned),
            ], 0..60),
            at in 0usize..4,
        ) {
            let text = parts.concat();
            let mut article = Article::default();
            match at {
                0 => article.body = text.into(),
                1 => article.byline = Some(text),
                2 => article.title = Some(text),
                _ => article.outlet = Some(text),
            }
            for credit in credits(&article) {
                let range = credit.range.start as usize..credit.range.end as usize;
                prop_assert!(article.body.text().get(range).is_some());
            }
        }
    }
}
