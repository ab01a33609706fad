//! Chinese characters that spell foreign names, by their sounds.

use std::sync::OnceLock;

/// Sounds (see `skeleton::letters`) and the characters that spell them; the first of each group of two lines is of
/// characters that hardly do anything else.
#[rustfmt::skip]
const SOUNDS: &[(&str, &str, &str)] = &[
    // sounds, rarely anything else, also everyday
    ("a", "阿娅婭埃厄艾奥奧澳伊尤犹猶乌烏亚亞雅瓯", "爱愛欧歐依易优優哈赫海豪霍黑胡休叶葉耶吴吳瑜"),
    ("an", "恩昂翁", "安英因云雲汉漢亨洪杭扬揚杨楊"),
    ("j", "", "约約"),
    ("b", "芭鲍鮑勃贝貝毕畢", "巴拜包比别布柏博伯"),
    ("ban", "", "班本宾賓邦彬"),
    ("Q", "", "波"),
    ("p", "帕佩珀浦", "派皮坡普彼"),
    ("pan", "庞龐潘彭蓬", "平"),
    ("m", "玛瑪穆姆慕缪繆莫", "马馬麦麥迈邁毛梅米密蜜摩默墨茂木"),
    ("man", "曼", "芒门門蒙明"),
    ("f", "菲佛", "法费費福富"),
    ("fan", "芬", "方丰"),
    ("V", "弗夫", "伏"),
    ("v", "瓦韦韋薇沃", "维維威魏武"),
    ("van", "凡", "万萬文温溫范冯馮旺"),
    ("W", "", "华華怀懷惠伍"),
    ("d", "蒂杜迪", "达達戴德多督都底狄道"),
    ("dan", "敦", "丹当當登邓鄧丁东東顿頓"),
    ("t", "塔泰", "特陶提图圖托脱脫土"),
    ("tan", "坦廷汀腾騰滕", "汤湯通"),
    ("n", "纳納娜妮涅诺諾努瑙奈", "内內尼纽紐农農"),
    ("nan", "", "南宁寧楠"),
    ("R", "尔爾莱萊勒莉鲁魯卢盧萝蘿蕾洛", "拉赖賴劳勞雷里利理丽麗黎列露吕羅罗略立瑞腊"),
    ("Ran", "伦倫兰蘭琳", "朗林隆龙龍莲蓮廉琅藍蓝仑侖蘭"),
    ("K", "噶戈伽", "加高哥古柯盖蓋"),
    ("Kan", "", "根冈岡"),
    ("g", "葛", "格瓜贵貴"),
    ("gan", "", "甘"),
    ("k", "卡柯奎喀", "开開凯凱考科可克肯库庫夸誇基"),
    ("kan", "坎坤昆", "康孔金京"),
    ("D", "", "吉"),
    ("J", "乔喬贾賈", "季杰傑焦"),
    ("Jan", "詹琼瓊珍", "简簡姜"),
    ("C", "", "切恰奇齐齊丘查柴车車彻徹楚"),
    ("Can", "钦欽琴", "昌"),
    ("E", "", "希"),
    ("s", "莎萨薩斯塞索茨兹茲莎", "西谢謝夏肖萧蕭修沙舍什施史士舒思丝絲司赛賽苏蘇泽澤佐祖扎朱卓哲策采仕"),
    ("san", "桑森", "香辛欣兴興山善申松孙孫圣聖胜勝盛赞贊曾"),
    ("Z", "", "热熱日"),
    ("Zan", "", "让讓"),
    ("trm", "", "川"),
];

/// How a character spells.
#[derive(Clone, Copy)]
pub struct Spelling {
    pub sounds: &'static [u8],
    pub strong: bool,
}

pub fn spelling(c: u16) -> Option<Spelling> {
    static TABLE: OnceLock<Vec<Option<Spelling>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![None; 0x5200];
        for (sounds, strong, weak) in SOUNDS {
            for (chars, strong) in [(weak, false), (strong, true)] {
                for c in chars.chars() {
                    table[c as usize - 0x4E00] = Some(Spelling { sounds: sounds.as_bytes(), strong });
                }
            }
        }
        table
    });
    table.get((c as usize).checked_sub(0x4E00)?).copied().flatten()
}
