// Makes names.tsv, numbers.tsv and LICENSE-UNICODE in this folder from Unicode CLDR.
//
//   mkdir /tmp/cldr && cd /tmp/cldr && npm init -y
//   npm install cldr-core@48.2.0 cldr-bcp47@48.2.0 cldr-localenames-full@48.2.0 cldr-dates-full@48.2.0 \
//       cldr-numbers-full@48.2.0 cldr-units-full@48.2.0 cldr-subdivisions-full@48.2.0
//   node <this file> /tmp/cldr/node_modules [--stats FILE]
//
// Needs Node 18 or later, nothing else. The same packages give the same bytes. --stats writes counts by language and
// kind as TSV. What the tables hold and leave out is said at the head of each table (HEAD below).
import { readFileSync, readdirSync, existsSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = process.argv[2];
if (!packages) throw new Error('usage: node generate.mjs NODE_MODULES [--stats FILE]');
const statsAt = process.argv.indexOf('--stats');
const here = dirname(fileURLToPath(import.meta.url));
const read = path => JSON.parse(readFileSync(join(packages, path), 'utf8'));
const inMain = (pack, file, locale) => {
  const path = `cldr-${pack}-full/main/${locale}/${file}.json`;
  return existsSync(join(packages, path)) ? read(path).main[locale] : null;
};
const version = read('cldr-core/package.json').version;
const byCode = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // never localeCompare: it changes with the machine

// A name shared by this many languages, with one meaning in all of them, is written once for any language ("*").
// From 12 down to 4 would save 2% more of the table, and lose which languages have a name.
const STAR = 12;
const MAX_WORDS = 5;
// A part of a locale (its months, its countries, ...) that repeats this share of English or root is hardly translated.
const UNTRANSLATED = 0.8;

// ---- spelling -------------------------------------------------------------------------------------------------------
// NFC, invisible direction marks and soft hyphens out, every space a plain one. Nothing else is changed.
const clean = s => s.normalize('NFC').replace(/[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
  .replace(/[\s\u00A0\u202F]+/gu, ' ').trim();
const letters = s => (s.match(/[\p{L}\p{M}]/gu) || []).length;
const words = s => s.split(' ').length;
const fold = s => s.toLowerCase();
const isLatin = s => /\p{Script=Latin}/u.test(s) && !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(s);

// ---- locales --------------------------------------------------------------------------------------------------------
const locales = readdirSync(join(packages, 'cldr-localenames-full/main')).filter(l => !/^(und|en-Dsrt|en-Shaw)$/.test(l)) // no news in Deseret and Shavian
  .sort(byCode);
// Names are pooled by language: regions and scripts of one language share a tag (the script shows in the name).
// nb is where Norwegian lives in most software; CLDR keeps its data in `no`.
const languageOf = locale => { const l = locale.split('-')[0]; return l === 'nb' ? 'no' : l; };
// These locales take what they lack from another language: what they share with it is not theirs.
const BORROWS = { ht: 'fr', 'hi-Latn': 'en' };

// ---- what CLDR says, one list of [concept, name] a kind -------------------------------------------------------------
const bases = s => s.replace(/\s*[(（［\[][^()（）\[\]［］]*[)）\]］]\s*/gu, ' ').trim();

const drop = new Set(['ZZ', 'XA', 'XB', 'EZ', 'QO']);
const territories = locale => {
  const t = inMain('localenames', 'territories', locale)?.localeDisplayNames.territories ?? {};
  return Object.entries(t).map(([k, v]) => [k.split('-alt-')[0], v]).filter(([k]) => !drop.has(k))
    .map(([k, v]) => [`territory:${k}`, v]); // the short names hold "US", which is its code: the check below lets it pass
};

const notLanguages = new Set(['und', 'mul', 'zxx', 'mis', 'root']);
// Languages the news may name: a state's official language, four million speakers, or old and well known. The other half
// of CLDR's list would add 400 KB, and names like Bena, Ga and Male that mean something else far more often.
const notable = (() => {
  const keep = new Set(['la', 'grc', 'sa', 'he', 'arc', 'yi', 'eo', 'br', 'cy', 'ga', 'gd', 'eu', 'se', 'fo', 'kl', 'ug', 'bo', 'haw', 'rom', 'chr', 'nv']);
  const speakers = {};
  for (const t of Object.values(read('cldr-core/supplemental/territoryInfo.json').supplemental.territoryInfo)) {
    for (const [l, v] of Object.entries(t.languagePopulation ?? {})) {
      const code = l.split('_')[0];
      speakers[code] = (speakers[code] ?? 0) + Number(t._population) * Number(v._populationPercent) / 100;
      if (v._officialStatus === 'official' || v._officialStatus === 'de_facto_official') keep.add(code);
    }
  }
  for (const [l, n] of Object.entries(speakers)) if (n >= 4_000_000) keep.add(l);
  return keep;
})();
const languages = locale => {
  const t = inMain('localenames', 'languages', locale)?.localeDisplayNames.languages ?? {};
  return Object.entries(t).filter(([k]) => !k.includes('-alt-menu'))
    .map(([k, v]) => [k.split('-alt-')[0], v])
    .filter(([k, v]) => /^[a-z]{2,3}$/.test(k) && !notLanguages.has(k) && notable.has(k) && !/[,،、，]/.test(v))
    .map(([k, v]) => [k === 'nb' ? 'language:no' : `language:${k}`, v]);
};

// The currencies the news names: all numbers ("dollars", "dolarów") of MAJOR, the plain name alone of the OTHER; gold and
// silver. The hundred that are left (Vanuatu vatu) would add 350 KB for phrases that running text hardly ever has whole.
const MAJOR = new Set(`USD EUR GBP JPY CNY RUB INR CHF CAD AUD NZD BRL MXN ARS KRW TRY SEK NOK DKK PLN CZK HUF RON UAH ZAR
  SAR AED ILS EGP NGN KES PKR BDT IRR IQD THB IDR PHP VND MYR SGD HKD TWD`.split(/\s+/));
const OTHER = new Set(`XAU XAG DEM FRF ITL ESP AFN BGN BYN CLP COP CUP DZD ETB GEL GHS ISK KPW KWD KZT LBP LKR LYD MAD MMK
  NPR PEN QAR RSD SDG SYP TND TZS UGX UZS VES XAF XOF ZMW ZWG`.split(/\s+/));
const money = new Set([...MAJOR, ...OTHER]);
const currencies = locale => {
  const t = inMain('numbers', 'currencies', locale)?.numbers.currencies ?? {};
  const out = [];
  for (const [code, v] of Object.entries(t)) if (money.has(code)) for (const [k, name] of Object.entries(v))
    if (k.startsWith('displayName') && (k === 'displayName' || MAJOR.has(code)) && !/\d/.test(name)) out.push([`currency:${code}`, name]);
  return out;
};
// Symbols of the language's own main locale, where one symbol is one currency there ("$" is not in most).
const symbols = locale => {
  const t = inMain('numbers', 'currencies', locale)?.numbers.currencies ?? {};
  const out = [], seen = {};
  for (const [code, v] of Object.entries(t)) for (const [k, s] of Object.entries(v)) if (k.startsWith('symbol') && money.has(code)) {
    (seen[s] ??= new Set()).add(code);
    if (!k.endsWith('narrow')) out.push([code, s]);
  }
  return out.filter(([c, s]) => seen[s].size === 1 && !/^[A-Z]{3}$/.test(s) && (letters(s) !== 1 || !/^\p{L}$/u.test(s)))
    .map(([c, s]) => [`currency:${c}`, s]);
};

// Abbreviations of three letters, or of two Han (周一): shorter ones are other words too.
const longEnough = s => letters(s) >= (/\p{Script=Han}/u.test(s) ? 2 : 3);
const gregorian = locale => inMain('dates', 'ca-gregorian', locale)?.dates.calendars.gregorian;
const months = locale => {
  const out = [], g = gregorian(locale)?.months ?? {};
  for (const form of ['format', 'stand-alone']) for (const width of ['wide', 'abbreviated'])
    for (const [k, v] of Object.entries(g[form]?.[width] ?? {}))
      if (/^\d+$/.test(k) && !/^M\d+$/.test(v) && (width === 'wide' ? !/^\d+$/.test(v) : longEnough(v))) out.push([`month:${k}`, v]);
  return out;
};
const DAYS = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 };
const weekdays = locale => {
  const out = [], g = gregorian(locale)?.days ?? {};
  for (const form of ['format', 'stand-alone']) for (const width of ['wide', 'abbreviated'])
    for (const [k, v] of Object.entries(g[form]?.[width] ?? {}))
      if (width === 'wide' || longEnough(v)) out.push([`weekday:${DAYS[k]}`, v]);
  return out;
};

// Settlements of some thousands at most, and islands of scientists: 100 KB for names that hardly occur.
const HAMLETS = new Set(`Blanc-Sablon Atikokan Cambridge_Bay Coyhaique Creston Danmarkshavn Dawson Dawson_Creek Eirunepe
  Fort_Nelson Glace_Bay Goose_Bay Grand_Turk Inuvik Kralendijk Lower_Princes Marigot Menominee Metlakatla Nome Noronha Ojinaga
  Rankin_Inlet Resolute Scoresbysund Sitka Swift_Current Thule Tortola St_Thomas Yakutat Adak Bahia_Banderas Rio_Gallegos
  Catamarca Khandyga Srednekolymsk Ust-Nera Hovd Eucla Lindeman Broken_Hill Busingen Chatham Efate Fakaofo Gambier Kanton
  Kosrae Kwajalein Marquesas Wake Tongatapu Chuuk Kerguelen Lord_Howe Miquelon Knox`.split(/\s+/));
// Zones named for a whole territory by a part of its name.
const ISLANDS = { Faroe: 'FO', Cayman: 'KY', Canary: 'IC', St_Kitts: 'KN', St_Vincent: 'VC', Antigua: 'AG', South_Georgia: 'GS', Vatican: 'VA' };
// Cities that name time zones. Keys are IANA's present ids (Europe/Kyiv, not CLDR's Europe/Kiev).
const zoneId = {};
for (const v of Object.values(read('cldr-bcp47/bcp47/timezone.json').keyword.u.tz))
  if (v?._alias) for (const id of v._alias.split(' ')) zoneId[id] = v._iana ?? v._alias.split(' ')[0];
const zoneCities = locale => {
  const out = [];
  const walk = (node, path) => {
    for (const [k, v] of Object.entries(node)) {
      if (typeof v === 'string') {
        if (k.startsWith('exemplarCity')) out.push([path, v]);
      } else if (k !== 'long' && k !== 'short') walk(v, path ? `${path}/${k}` : k);
    }
  };
  walk(inMain('dates', 'timeZoneNames', locale)?.dates.timeZoneNames.zone ?? {}, '');
  return out.filter(([id, v]) => !/^(Etc|Antarctica)\//.test(id) && !/[,،、，]/.test(v));
};
// A locale that writes no city inherits the id's last part ("New_York"): the name in any Latin script.
const plainCity = {};
for (const [id, now] of Object.entries(zoneId))
  if (id === now && /^(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//.test(id))
    plainCity[id] = id.split('/').pop().replace(/_/g, ' ');
for (const [id, v] of [...zoneCities('und'), ...zoneCities('en')]) if (zoneId[id] in plainCity) plainCity[zoneId[id]] = v;
for (const id of Object.keys(plainCity))
  if (HAMLETS.has(id.split('/').pop()) || /\/(North_Dakota|Indiana|Kentucky)\//.test(id)) delete plainCity[id];
// Singapore, Monaco, Guatemala, ...: the city and the state of one English name are one concept, the territory.
const cityConcept = (() => {
  const territory = {};
  for (const [c, n] of territories('en')) territory[fold(clean(n))] = c;
  const out = {};
  for (const [id, n] of Object.entries(plainCity)) {
    const island = ISLANDS[id.split('/').pop()];
    out[id] = island ? `territory:${island}` : territory[fold(clean(n))] ?? `city:${id}`;
  }
  return out;
})();
const cities = locale => zoneCities(locale).filter(([id]) => cityConcept[zoneId[id]])
  .map(([id, v]) => [cityConcept[zoneId[id]], v]);

// Measures that news use; concept unit:<CLDR's name without its dimension>.
const UNITS = `duration-century duration-decade duration-year duration-quarter duration-month duration-week duration-day
  duration-night duration-hour duration-minute duration-second length-kilometer length-meter length-centimeter
  length-millimeter length-mile length-nautical-mile length-foot length-inch length-light-year mass-kilogram mass-gram
  mass-tonne mass-ton mass-pound mass-ounce area-square-kilometer area-square-meter area-hectare area-acre
  area-square-mile volume-liter volume-barrel volume-gallon volume-cubic-meter speed-kilometer-per-hour
  speed-mile-per-hour speed-knot temperature-celsius temperature-fahrenheit concentr-percent power-kilowatt
  power-megawatt power-gigawatt power-horsepower energy-kilowatt-hour digital-megabyte digital-gigabyte
  digital-terabyte`.split(/\s+/);
// Short forms only of metric units: English "in", French "an.", Polish "dni" and the like are words of running text.
const METRIC = /kilometer|centimeter|millimeter|kilogram|celsius|watt|byte|hectare/;
const unitName = key => key.replace(/^[a-z]+-/, '');
const unitsOf = width => locale => {
  const u = inMain('units', 'units', locale)?.units[width] ?? {}, out = [];
  for (const key of UNITS) for (const [k, v] of Object.entries(width === 'long' || METRIC.test(key) ? u[key] ?? {} : {})) {
    if (typeof v !== 'string' || k === 'gender' || k === 'perUnitPattern') continue;
    const name = clean(v.replace('{0}', '\u0000'));
    const m = /^(?:\0 ?)?([^\0]+?)(?: ?\0)?$/u.exec(name); // the number must stand at an end
    if (m && letters(m[1]) >= (width === 'long' ? 1 : 2) && !(isLatin(m[1]) && letters(m[1]) < 2)) out.push([`unit:${unitName(key)}`, m[1]]);
  }
  return out;
};
const FIELDS = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'];
const fields = locale => {
  const f = inMain('dates', 'dateFields', locale)?.dates.fields ?? {};
  return FIELDS.filter(k => f[k]?.displayName).map(k => [`unit:${k}`, f[k].displayName]);
};
const relatives = locale => {
  const f = inMain('dates', 'dateFields', locale)?.dates.fields ?? {}, out = [];
  for (const k of ['year', 'month', 'week', 'day']) for (const n of [-2, -1, 0, 1, 2]) {
    const v = f[k]?.[`relative-type-${n}`];
    if (v) out.push([`relative:${k}${n > 0 ? '+' : ''}${n}`, v]);
  }
  return out;
};

// Number words: "0 Millionen" under 1000000, "00万" under 100000. The power is the key's less the extra zeros.
const scales = locale => {
  const n = inMain('numbers', 'numbers', locale)?.numbers, out = [];
  if (!n) return out;
  const votes = {};
  for (const [k, block] of Object.entries(n)) if (k.startsWith('decimalFormats-')) for (const width of ['long', 'short'])
    for (const [key, pattern] of Object.entries(block[width]?.decimalFormat ?? {})) {
      const first = pattern.split(';')[0].replace(/'/g, '');
      const zeros = /0+/.exec(first)?.[0].length ?? 1; // no digits: one ("mille" for 1000)
      const word = clean(clean(first.replace(/0+/, '\0')).replace(/^\0 ?| ?\0$/g, ''));
      if (word.includes('\0') || !letters(word)) continue; // the number stands within: "ကုဋေ 0 သောင်း"
      const concept = `scale:${key.split('-')[0].length - zeros}`;
      out.push([concept, word]);
      ((votes[word] ??= {})[concept] ??= 0), votes[word][concept]++;
    }
  // A word with two powers is a slip in the data: the power that more patterns give, or neither. Two slips win that vote:
  // Nepali has crore under 10^6 in its long forms, Bengali "hundred crore" under 10^10.
  const language = languageOf(locale);
  if (language === 'ne') return out.filter(([c, w]) => w !== 'करोड' || c === 'scale:7');
  return out.filter(([, w]) => !(language === 'bn' && w === 'শত কো')).filter(([c, w]) => Object.entries(votes[w]).every(([other, count]) => other === c || count < votes[w][c]));
};

const nations = locale => {
  const path = `cldr-subdivisions-full/subdivisions/${locale}/${locale}.json`;
  if (!existsSync(join(packages, path))) return [];
  return Object.entries(read(path).subdivisions.localeDisplayNames.subdivisions)
    .map(([k, v]) => [k.split('-alt-')[0], v]).filter(([k]) => /^gb(eng|sct|wls|nir)$/.test(k))
    .map(([k, v]) => [`subdivision:GB-${k.slice(2).toUpperCase()}`, v]);
};

const KINDS = {
  territory: territories, subdivision: nations, city: cities, language: languages, currency: currencies, symbol: symbols,
  month: months, weekday: weekdays, relative: relatives, field: fields, unit: unitsOf('long'), 'unit-short': unitsOf('short'),
  scale: scales,
};
// Root writes these in English or as abbreviations; a value equal to root's is a gap, whatever the language.
const NAMES = new Set(['territory', 'subdivision', 'language', 'currency']);
const ROOT_IS_A_GAP = new Set(['month', 'weekday', 'relative', 'field', 'city', 'unit', 'unit-short']);

// ---- gather ---------------------------------------------------------------------------------------------------------
const table = new Map(); // concept -> name -> Set of languages
const stats = new Map(); // language -> kind -> concepts covered
const skipped = [];
const add = (concept, name, language) => {
  if (!table.has(concept)) table.set(concept, new Map());
  const names = table.get(concept);
  if (!names.has(name)) names.set(name, new Set());
  names.get(name).add(language);
};
const seen = new Set(); // concept, language, folded name: one spelling of a language is enough
for (const [kind, get] of Object.entries(KINDS)) {
  const key = ([c, n]) => `${c}\t${fold(clean(n))}`;
  const root = new Set(get('und').map(key)), english = new Set(get('en').map(key));
  const lenders = Object.fromEntries(Object.entries(BORROWS).map(([l, from]) => [l, new Set(get(from).map(key))]));
  // Main locales first, so that their capitals win over their regions'.
  for (const locale of [...locales].sort((a, b) => a.length - b.length || byCode(a, b))) {
    const language = languageOf(locale);
    if (kind === 'symbol' && locale !== language) continue;
    let rows = get(locale);
    if (!rows.length) continue;
    if (language !== 'en') {
      const share = rows.filter(r => root.has(key(r)) || english.has(key(r))).length / rows.length;
      if (kind !== 'symbol' && share >= UNTRANSLATED) {
        const before = rows.length;
        // Names: Filipino does say Germany, so only a locale that says nothing of its own goes. Words: the rest is gaps.
        if (NAMES.has(kind)) rows = share >= 0.99 && before > 4 ? [] : rows;
        else rows = rows.filter(r => !root.has(key(r)) && !english.has(key(r)));
        if (rows.length && rows.length < before || NAMES.has(kind)) skipped.push([locale, kind, before, share]);
        if (!rows.length) continue;
      }
      // A locale that has root's "G" for 10^9 has the other letters from there too.
      if (kind === 'scale' && rows.some(([c, w]) => c === 'scale:9' && w === 'G')) rows = rows.filter(r => !root.has(key(r)));
      const other = rows.filter(r => !isLatin(r[1])).length > rows.length / 2;
      rows = rows.filter(r => !(ROOT_IS_A_GAP.has(kind) && root.has(key(r))) && !(lenders[locale]?.has(key(r)))
        && !(other && kind !== 'symbol' && isLatin(r[1]) && (english.has(key(r)) || root.has(key(r)))));
    }
    // "Myanmar (Burma)" is never written so: both names where the part before the bracket is no other concept's.
    const taken = new Map();
    for (const [c, n] of rows) { const b = fold(bases(clean(n))); if (!taken.has(b)) taken.set(b, new Set()); taken.get(b).add(c); }
    for (const [concept, raw] of rows) {
      const full = clean(raw), name = bases(full), code = concept.split(':')[1];
      if (name !== full && taken.get(fold(name)).size > 1) continue;
      if (!name || words(name) > MAX_WORDS || (fold(name) === fold(code) && !/^(UN|EU|US)$/.test(code)) || /[{}\t\n#]/.test(name)) continue;
      if (kind !== 'symbol' && !kind.startsWith('unit') && !letters(name)) continue;
      if (NAMES.has(kind) && /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]$/u.test(name)) continue;
      const at = stats.get(language) ?? stats.set(language, {}).get(language);
      (at[kind] ??= new Set()).add(concept);
      const id = `${concept}\t${language}\t${fold(name)}`;
      if (seen.has(id)) continue;
      seen.add(id);
      add(concept, name, language);
    }
  }
}
// What root writes for metric units holds in every Latin script.
for (const [concept, name] of unitsOf('short')('und'))
  if (/^(k|c|m)?m$|^kg$|^km²$|^km\/h$|^k?Wh?$|^[MG]W$|^[MGT]B$|^°[CF]$/.test(name) && letters(name) > (name[0] === '°' ? 0 : 1)) add(concept, name, '*');
for (const [id, name] of Object.entries(plainCity)) {
  // English writes a city as its time zone does, unless it says otherwise.
  const own = [...(table.get(cityConcept[id])?.values() ?? [])].some(languages => languages.has('en'));
  for (const language of own ? ['*'] : ['*', 'en']) add(cityConcept[id], clean(name), language);
}

// ---- write names.tsv ------------------------------------------------------------------------------------------------
const meanings = new Map(); // folded name -> concepts
for (const [concept, names] of table) for (const name of names.keys()) {
  const f = fold(name);
  if (!meanings.has(f)) meanings.set(f, new Set());
  meanings.get(f).add(concept);
}
const ORDER = ['territory', 'subdivision', 'city', 'language', 'currency', 'month', 'weekday', 'relative', 'unit', 'scale'];
const rank = c => { const [kind, id] = c.split(':'); return [ORDER.indexOf(kind), /^\d+$/.test(id) && kind !== 'territory' ? id.padStart(3, '0') : id]; };
const concepts = [...table.keys()].sort((a, b) => { const [x, y] = [rank(a), rank(b)]; return x[0] - y[0] || byCode(x[1], y[1]); });
const HEAD = `# Names of countries, cities, languages, currencies, months, weekdays, units and powers of ten in every language
# of Unicode CLDR ${version}. Made by generate.mjs; mend that, not this. Copyright Unicode, Inc.: see LICENSE-UNICODE.
# A line without a tab is a concept. Under it a line for each set of languages: the languages, a tab, the names they use,
# with tabs between. A language may be in several lines of a concept: some names it shares with others, some are its own.
# "*": any language. Either ${STAR} languages or more write it so and it has no other meaning in this table, or it
# is a city's name in every Latin script that does not write its own. What of it is English is under "en" as well.
# Languages are CLDR's codes without script and region: zh holds simplified and traditional, sr both alphabets, no is nb.
# territory:  ISO 3166 code, or UN M.49 for the world, continents and regions; UN, EU
# city:       time zone of that city (IANA); a city of a territory's name (Singapore) is under the territory
# currency:   names (of the greater ones in every number and case that CLDR has), symbols that mean one currency there
# weekday:    1 is Monday, 7 Sunday          month: of the Gregorian calendar
# relative:   year-1 last year, day-1 yesterday, day0 today, day+1 tomorrow
# A name all in capitals (US, VS, ABD, UN) is an abbreviation: match it in capitals only, never folded.
# unit:       measures in every number and case that CLDR has; short forms (км) of metric ones only
# scale:      powers of ten; those of one to three letters ("3 M", "5万", "2 mi") mean that only beside a number
`;
let text = HEAD, rows = 0, stars = 0;
for (const concept of concepts) {
  const groups = new Map(); // languages -> names
  for (const [name, set] of table.get(concept)) {
    const langs = [...set].sort(byCode);
    const any = langs.includes('*') || (langs.length >= STAR && !concept.startsWith('scale:') && meanings.get(fold(name)).size === 1);
    const group = any ? '*' : langs.join(',');
    // English names are read out to people as well: which one of those of any language is the English one has to be known.
    for (const line of any && langs.includes('en') ? ['*', 'en'] : [group]) groups.set(line, [...(groups.get(line) ?? []), name]);
    rows++; stars += any;
  }
  if (groups.size) text += `${concept}\n`;
  for (const group of [...groups.keys()].sort(byCode)) text += `${group}\t${groups.get(group).sort(byCode).join('\t')}\n`;
}
writeFileSync(join(here, 'names.tsv'), text);

// ---- write numbers.tsv ----------------------------------------------------------------------------------------------
const systems = read('cldr-core/supplemental/numberingSystems.json').supplemental.numberingSystems;
const parents = read('cldr-core/supplemental/parentLocales.json').supplemental.parentLocales.parentLocale;
const coverage = read('cldr-core/coverageLevels.json').coverageLevels;
const digitsOf = ns => systems[ns]?._digits ?? '';
const show = s => (s === '\t' ? '\\t' : s.replace(/[\u061C\u200E\u200F]/g, '')
  .replace(/\u00A0/g, 'nbsp').replace(/\u202F/g, 'nnbsp').replace(/ /g, 'space'));
const numberRows = locale => {
  const n = inMain('numbers', 'numbers', locale)?.numbers;
  if (!n) return null;
  const used = [...new Set([n.defaultNumberingSystem, n.otherNumberingSystems?.native])].filter(ns => ns && digitsOf(ns));
  if (!used.includes('latn')) used.push('latn');
  return used.filter(ns => n[`symbols-numberSystem-${ns}`]).map((ns, i) => {
    const s = n[`symbols-numberSystem-${ns}`], standard = n[`decimalFormats-numberSystem-${ns}`]?.standard ?? '#,##0.###';
    const sizes = standard.split(';')[0].split('.')[0].split(',').slice(1).map(g => g.length).reverse();
    return [show(s.decimal), show(s.group), sizes.join(';') || '0', n.minimumGroupingDigits ?? '1', i ? 'also' : 'default', ns, digitsOf(ns)].join('\t');
  });
};
const parentOf = locale => parents[locale] ?? (locale.includes('-') ? locale.replace(/-[^-]+$/, '') : 'und');
const rootNumbers = numberRows('und').join('\n');
const numberText = new Map();
for (const locale of locales) {
  const rowsHere = numberRows(locale)?.join('\n');
  if (!rowsHere) continue;
  const parent = parentOf(locale);
  if (locale.includes('-') ? numberRows(parent)?.join('\n') === rowsHere : rowsHere === rootNumbers && !coverage[locale]) continue;
  if (languageOf(locale) !== locale && locale === 'nb') continue;
  numberText.set(locale, rowsHere);
}
let numbers = `# How numbers are written, by locale, from Unicode CLDR ${version}. Made by generate.mjs. See LICENSE-UNICODE.
# A region or script has a row only where it differs from its parent locale; a language without a row is unknown to CLDR.
# Separators that are spaces are written nbsp and nnbsp (U+00A0, U+202F): in texts any space may stand for them.
# group size: 3, or 3;2 (the last three, then pairs: 12,34,567); from: digits before the first separator at the least
# (2: 1000 but 10 000). use: default, or also where the language has digits of its own beside the default.
locale\tdecimal\tgroup\tgroup size\tfrom\tuse\tsystem\tdigits
`;
for (const [locale, block] of [...numberText].sort((a, b) => byCode(a[0], b[0])))
  for (const row of block.split('\n')) numbers += `${locale}\t${row}\n`;
writeFileSync(join(here, 'numbers.tsv'), numbers);
copyFileSync(join(packages, 'cldr-core/LICENSE'), join(here, 'LICENSE-UNICODE'));

// ---- say what was made ----------------------------------------------------------------------------------------------
console.log(`CLDR ${version}: ${concepts.length} concepts, ${rows} names (${stars} for any language), ${stats.size} languages`);
console.log(`names.tsv ${Buffer.byteLength(text)} bytes, numbers.tsv ${Buffer.byteLength(numbers)} bytes, ${numberText.size} locales`);
const bytes = {};
let kindNow = '';
for (const line of text.replace(/^#.*\n/gm, '').split('\n')) {
  if (!line.includes('\t')) kindNow = line.split(':')[0];
  bytes[kindNow] = (bytes[kindNow] ?? 0) + Buffer.byteLength(line) + 1;
}
console.log(bytes);
if (statsAt > 0) {
  const kinds = Object.keys(KINDS);
  writeFileSync(process.argv[statsAt + 1], ['language', ...kinds].join('\t') + '\n' +
    [...stats].sort((a, b) => byCode(a[0], b[0])).map(([l, s]) => [l, ...kinds.map(k => s[k]?.size ?? 0)].join('\t') + '\n').join('')
    + skipped.map(([l, k, n, s]) => `# untranslated: ${l} ${k} ${n} values, ${Math.round(s * 100)}% English or root\n`).join(''));
}
