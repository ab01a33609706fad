//! Scripts, as far as they tell languages apart.

/// The script of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Script {
    /// No letter, or one of a script that no language here is written in.
    None,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Syriac,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Cherokee,
    Aboriginal,
    Khmer,
    Mongolian,
    Tifinagh,
    Kana,
    Han,
    Nko,
    OlChiki,
    MeeteiMayek,
    Yi,
    Adlam,
}

/// The number of scripts, [`Script::None`] with them.
pub const SCRIPTS: usize = Script::Adlam as usize + 1;

/// All scripts in the order of their numbers.
#[rustfmt::skip]
pub const ALL: [Script; SCRIPTS] = [
    Script::None, Script::Latin, Script::Greek, Script::Cyrillic, Script::Armenian, Script::Hebrew,
    Script::Arabic, Script::Syriac, Script::Thaana, Script::Devanagari, Script::Bengali, Script::Gurmukhi,
    Script::Gujarati, Script::Oriya, Script::Tamil, Script::Telugu, Script::Kannada, Script::Malayalam,
    Script::Sinhala, Script::Thai, Script::Lao, Script::Tibetan, Script::Myanmar, Script::Georgian,
    Script::Hangul, Script::Ethiopic, Script::Cherokee, Script::Aboriginal, Script::Khmer, Script::Mongolian,
    Script::Tifinagh, Script::Kana, Script::Han, Script::Nko, Script::OlChiki, Script::MeeteiMayek,
    Script::Yi, Script::Adlam,
];

/// The languages that are told by their script alone; of several the one that most texts are in.
pub const ALONE: &[(Script, &str)] = &[
    (Script::Greek, "el"),
    (Script::Armenian, "hy"),
    (Script::Syriac, "syr"),
    (Script::Thaana, "dv"),
    (Script::Gurmukhi, "pa"),
    (Script::Gujarati, "gu"),
    (Script::Oriya, "or"),
    (Script::Tamil, "ta"),
    (Script::Telugu, "te"),
    (Script::Kannada, "kn"),
    (Script::Malayalam, "ml"),
    (Script::Sinhala, "si"),
    (Script::Thai, "th"),
    (Script::Lao, "lo"),
    (Script::Myanmar, "my"),
    (Script::Georgian, "ka"),
    (Script::Hangul, "ko"),
    (Script::Cherokee, "chr"),
    (Script::Aboriginal, "iu"),
    (Script::Khmer, "km"),
    (Script::Mongolian, "mn"),
    (Script::Tifinagh, "zgh"),
    (Script::Kana, "ja"),
    (Script::Nko, "nqo"),
    (Script::OlChiki, "sat"),
    (Script::MeeteiMayek, "mni"),
    (Script::Yi, "ii"),
    (Script::Adlam, "ff"),
];

/// Blocks of letters and their first and last code points, whole sixteens. Source: Unicode 16.0, Blocks.txt. A block's
/// signs count as its letters where they stand between letters only.
const BLOCKS: &[(u32, u32, Script)] = &[
    (0x0040, 0x007F, Script::Latin),
    (0x00A0, 0x02AF, Script::Latin),
    (0x0370, 0x03FF, Script::Greek),
    (0x0400, 0x052F, Script::Cyrillic),
    (0x0530, 0x058F, Script::Armenian),
    (0x0590, 0x05FF, Script::Hebrew),
    (0x0600, 0x06FF, Script::Arabic),
    (0x0700, 0x074F, Script::Syriac),
    (0x0750, 0x077F, Script::Arabic),
    (0x0780, 0x07BF, Script::Thaana),
    (0x07C0, 0x07FF, Script::Nko),
    (0x0860, 0x08FF, Script::Arabic),
    (0x0900, 0x097F, Script::Devanagari),
    (0x0980, 0x09FF, Script::Bengali),
    (0x0A00, 0x0A7F, Script::Gurmukhi),
    (0x0A80, 0x0AFF, Script::Gujarati),
    (0x0B00, 0x0B7F, Script::Oriya),
    (0x0B80, 0x0BFF, Script::Tamil),
    (0x0C00, 0x0C7F, Script::Telugu),
    (0x0C80, 0x0CFF, Script::Kannada),
    (0x0D00, 0x0D7F, Script::Malayalam),
    (0x0D80, 0x0DFF, Script::Sinhala),
    (0x0E00, 0x0E7F, Script::Thai),
    (0x0E80, 0x0EFF, Script::Lao),
    (0x0F00, 0x0FFF, Script::Tibetan),
    (0x1000, 0x109F, Script::Myanmar),
    (0x10A0, 0x10FF, Script::Georgian),
    (0x1100, 0x11FF, Script::Hangul),
    (0x1200, 0x139F, Script::Ethiopic),
    (0x13A0, 0x13FF, Script::Cherokee),
    (0x1400, 0x167F, Script::Aboriginal),
    (0x1780, 0x17FF, Script::Khmer),
    (0x1800, 0x18AF, Script::Mongolian),
    (0x18B0, 0x18FF, Script::Aboriginal),
    (0x1C50, 0x1C7F, Script::OlChiki),
    (0x1C80, 0x1C8F, Script::Cyrillic),
    (0x1C90, 0x1CBF, Script::Georgian),
    (0x1E00, 0x1EFF, Script::Latin),
    (0x1F00, 0x1FFF, Script::Greek),
    (0x2C60, 0x2C7F, Script::Latin),
    (0x2D00, 0x2D2F, Script::Georgian),
    (0x2D30, 0x2D7F, Script::Tifinagh),
    (0x2D80, 0x2DDF, Script::Ethiopic),
    (0x2DE0, 0x2DFF, Script::Cyrillic),
    (0x3040, 0x30FF, Script::Kana),
    (0x3130, 0x318F, Script::Hangul),
    (0x3400, 0x4DBF, Script::Han),
    (0x4E00, 0x9FFF, Script::Han),
    (0xA000, 0xA4CF, Script::Yi),
    (0xA640, 0xA69F, Script::Cyrillic),
    (0xA720, 0xA7FF, Script::Latin),
    (0xA9E0, 0xA9FF, Script::Myanmar),
    (0xAA60, 0xAA7F, Script::Myanmar),
    (0xAB00, 0xAB2F, Script::Ethiopic),
    (0xAB70, 0xABBF, Script::Cherokee),
    (0xABC0, 0xABFF, Script::MeeteiMayek),
    (0xAC00, 0xD7AF, Script::Hangul),
    (0xF900, 0xFAFF, Script::Han),
    (0xFB50, 0xFDFF, Script::Arabic),
    (0xFE70, 0xFEFF, Script::Arabic),
    (0xFF20, 0xFF5F, Script::Latin),
    (0xFF60, 0xFF9F, Script::Kana),
];

/// The script of every sixteen code points of the basic multilingual plane.
static SIXTEENS: [Script; 0x1000] = {
    let mut table = [Script::None; 0x1000];
    let mut i = 0;
    while i < BLOCKS.len() {
        let (first, last, script) = BLOCKS[i];
        let mut at = first >> 4;
        while at <= last >> 4 {
            table[at as usize] = script;
            at += 1;
        }
        i += 1;
    }
    table
};

/// The script of a letter or sign, by its block.
#[inline]
pub fn script(c: char) -> Script {
    match c as u32 {
        code @ 0..0x1_0000 => SIXTEENS[(code >> 4) as usize],
        0x1_E900..=0x1_E95F => Script::Adlam,
        0x2_0000..=0x3_FFFF => Script::Han,
        _ => Script::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_whole_sixteens_in_order() {
        let mut last = 0;
        for &(first, end, script) in BLOCKS {
            assert!(first > last && first % 16 == 0 && end % 16 == 15 && end > first, "{script:?}");
            last = end;
        }
    }

    #[test]
    fn letters_have_scripts() {
        for (c, known) in [
            ('a', Script::Latin),
            ('ẹ', Script::Latin),
            ('1', Script::None),
            ('“', Script::None),
            ('ж', Script::Cyrillic),
            ('ა', Script::Georgian),
            ('漢', Script::Han),
            ('𠮷', Script::Han),
            ('ー', Script::Kana),
            ('한', Script::Hangul),
            ('𞤀', Script::Adlam),
        ] {
            assert_eq!(script(c), known, "{c}");
        }
    }
}
