/** What a text may hold, by what it is. */
export const WELCOME: Readonly<Record<string, string>> = {
  'Persian, joined by U+200C': 'نیم\u200Cبها',
  'Hindi, with U+200D': 'क्\u200Dष',
  Japanese: '東京タワー',
  'Hebrew with a direction mark': '\u200Fשלום\u200E',
  'an emoji': '🎁',
  'a family, joined by U+200D': '👨\u200D👩\u200D👧',
  'a flag of tag characters': '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
  'a heart with a variation selector': '❤\uFE0F',
  'a letter of no Unicode version yet': '\u{1FAFF}',
};

/** What no text may hold, by what it is. */
export const HOSTILE: Readonly<Record<string, string>> = {
  NUL: '\u0000',
  'an escape': '\u001B',
  'a C1 control': '\u0085',
  'the first half of an emoji': '\uD83C',
  'the second half of an emoji': '\uDF81',
  'a noncharacter': '\uFFFF',
  'a noncharacter in the middle': '\uFDD0',
  'a noncharacter of a far plane': '\u{10FFFE}',
  'a right-to-left override': '\u202E',
  'a right-to-left isolate': '\u2067',
};
