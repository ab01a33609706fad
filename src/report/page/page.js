'use strict';
(() => {
// What comes from articles is hostile: it reaches the page through `show` and text nodes alone, never as markup.
const $ = id => document.getElementById(id);
const only = document.body.dataset.only || '';
const root = document.documentElement, main = $('main'), live = $('live'), query = $('q');
root.classList.add('js');
if (only) root.classList.add('single');

const HOSTILE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const show = text => String(text).replace(/\r/g, '').replace(HOSTILE, '\ufffd');

const SVG = 'http://www.w3.org/2000/svg';
const build = (node, attributes, kids) => {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : show(value));
  }
  for (const kid of kids.flat(Infinity)) {
    if (kid === undefined || kid === null || kid === false) continue;
    node.append(kid instanceof Node ? kid : document.createTextNode(show(kid)));
  }
  return node;
};
const h = (tag, attributes, ...kids) => build(document.createElement(tag), attributes, kids);
const s = (tag, attributes, ...kids) => build(document.createElementNS(SVG, tag), attributes, kids);
const css = (node, values) => { for (const [name, value] of Object.entries(values)) node.style.setProperty(name, value); return node; };
const bdi = (text, lang) => h('bdi', { lang: lang && lang !== 'und' ? lang : null }, text);

const number = new Intl.NumberFormat('en-US');
const num = value => number.format(value);
const count = (value, one, many) => `${num(value)} ${value === 1 ? one : many || one + 's'}`;
// Only what is certain reads 100%, only what is impossible 0%.
const percent = share => {
  const whole = Math.round(share * 100);
  return whole >= 100 && share < 1 ? '>99%' : whole <= 0 && share > 0 ? '<1%' : `${whole}%`;
};
let languageNames;
try { languageNames = new Intl.DisplayNames('en', { type: 'language' }); } catch { languageNames = null; }
const language = code => {
  if (!code || code === 'und') return 'unknown';
  try { return (languageNames && languageNames.of(code)) || code; } catch { return code; }
};
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const day = minutes => { const d = new Date(minutes * 6e4); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`; };
const clock = minutes => new Date(minutes * 6e4).toISOString().slice(11, 16);
const precise = article => article.span && article.span[1] - article.span[0] < 60;
const middle = article => (article.span[0] + article.span[1]) / 2;
const when = article => !article.span ? article.date || '' : precise(article) ? `${day(article.span[0])}, ${clock(article.span[0])} UTC` : day(middle(article));
const lasting = minutes => {
  const m = Math.abs(Math.round(minutes));
  if (m < 60) return `${m} min`;
  if (m < 48 * 60) return m % 60 && m < 600 ? `${Math.floor(m / 60)} h ${m % 60} min` : `${Math.round(m / 60)} h`;
  return m < 60 * 1440 ? `${Math.round(m / 1440)} days` : `${Math.round(m / 43200)} months`;
};

const MEANING = {
  identical: 'the same words in the same order',
  near: 'most of each stands in the other, word for word',
  excerpt: 'a verbatim part of a longer article',
  expanded: 'holds a shorter article almost whole, and adds to it',
  translation: 'the same content in the same order, in another language',
  rewrite: 'the same content in much the same order, in other words',
  partial: 'shares passages word for word, but is not made of the other: a link, which joins no cluster',
};
const UNMATCHED = 'each belongs to the cluster by way of other members, not of the other one';
const VERDICT = {
  identical: 'A and B are identical', near: 'A and B are near copies', excerpt: 'B is an excerpt of A', expanded: 'B expands A',
  translation: 'A and B are translations', rewrite: 'A and B are rewrites', partial: 'A and B share passages', 'no match': 'A and B are related through others',
};

// ---- data

async function unpack(id) {
  const node = $(id), text = node.textContent;
  if (node.type === 'application/json') return JSON.parse(text);
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).json();
}

let index, relations, articles, clusters, place = new Map();
const chunks = new Map();
let othersLoaded;
const others = () => othersLoaded || (othersLoaded = unpack('others'));

function prepare() {
  relations = index.relations;
  articles = index.articles;
  clusters = index.clusters;
  clusters.forEach((cluster, i) => {
    cluster.n = i + 1;
    cluster.links ||= [];
    for (let at = cluster.at; at < cluster.at + cluster.shown; at++) { articles[at].cluster = cluster; articles[at].at = at; place.set(articles[at].n, at); }
  });
}
const members = cluster => articles.slice(cluster.at, cluster.at + cluster.shown);
const rootOf = cluster => articles[cluster.at];
const outletOf = article => article.outlet || '';
const relationOf = article => article.of ? relations[article.of[1]] : article.cluster.source ? 'source' : 'core';
const REVERSED = { excerpt: 'expanded', expanded: 'excerpt' };

function chunk(n) {
  if (!chunks.has(n)) {
    // A few stay unpacked; more would fill the memory of who pages through thousands.
    if (chunks.size > 24) chunks.delete(chunks.keys().next().value);
    chunks.set(n, unpack(`chunk-${n}`).then(found => {
      found.byPair = new Map();
      for (const pair of found.pairs) {
        // Sentences stand once for each text; a pair names them by their places.
        pair.sentences = pair.sentences.map(([x, y, likeness]) => [...found.sentences[pair.a][x], ...found.sentences[pair.b][y], likeness]);
        found.byPair.set(pairKey(pair.a, pair.b), pair);
      }
      return found;
    }));
  }
  return chunks.get(n);
}
const pairKey = (a, b) => a < b ? `${a} ${b}` : `${b} ${a}`;

/** The pair as seen from `a` to `b`, or null. */
function turned(pair, a) {
  if (!pair || pair.a === a) return pair || null;
  const flip = list => list.map(([s, e, t, f, v]) => [t, f, s, e, v]).sort((x, y) => x[0] - y[0]);
  const name = relations[pair.relation];
  return {
    ...pair, a: pair.b, b: pair.a, relation: pair.relation === null ? null : relations.indexOf(REVERSED[name] || name), a_in_b: pair.b_in_a, b_in_a: pair.a_in_b,
    passages: flip(pair.passages), sentences: flip(pair.sentences), cuts: pair.additions, additions: pair.cuts,
    numbers: [pair.numbers[1], pair.numbers[0]], names: [pair.names[1], pair.names[0]],
    directed: false, backwards: pair.directed,
  };
}
/** The chunk that has the pair of two articles, or null. */
async function pairChunk(a, b) {
  for (const n of new Set([articles[a].cluster.chunk, articles[b].cluster.chunk])) {
    if (n === null) continue;
    const found = await chunk(n);
    if (found.byPair.has(pairKey(a, b))) return found;
  }
  return null;
}
async function pairOf(a, b) {
  const found = await pairChunk(a, b);
  return found && turned(found.byPair.get(pairKey(a, b)), a);
}

// ---- small parts

const rel = (name, more) => h('span', { class: `rel r-${name}`, title: MEANING[name] }, h('span', { class: 'dot' }), name === 'core' ? 'centre' : name, more);
const head = article => h('span', { class: 'head', dir: 'auto', lang: article.lang === 'und' ? null : article.lang, title: article.title }, article.title || article.id);
const credited = article => (article.credits || []).filter(([kind]) => kind !== 'outlet');
const creditText = ([kind, name]) => ({
  dateline: `credits ${name} (dateline)`, sign: `credits ${name} (signature)`, byline: `credits ${name} (byline)`, with: `with material from ${name}`,
  original: `says it appeared first in ${name}`, translated: 'says it is translated', outlet: `published by ${name}`,
})[kind];
const creditBrief = article => {
  const list = credited(article);
  if (!list.length) return null;
  const names = [...new Set(list.map(credit => credit[0] === 'translated' ? 'translated' : credit[1]))];
  return h('span', { class: 'cred', title: list.map(creditText).join('; ') }, names[0] === 'translated' ? 'says translated' : `credits ${names.slice(0, 2).join(', ')}`);
};
const source = cluster => {
  const article = rootOf(cluster);
  if (cluster.absent) return ['source not here', cluster.absent.length ? [': ', bdi(cluster.absent.slice(0, 2).join(', '))] : null];
  if (!cluster.source) return 'source not known';
  return ['source: ', article.outlet ? bdi(article.outlet) : bdi(article.id)];
};
const mixOf = list => {
  const tally = new Map();
  for (const article of list) if (article.of) tally.set(article.of[1], (tally.get(article.of[1]) || 0) + 1);
  return [...tally].sort((x, y) => x[0] - y[0]);
};
const mix = (parts, tall) => h('span', { class: tall ? 'mix tall' : 'mix', role: 'img', 'aria-label': parts.map(([r, n]) => `${n} ${relations[r]}`).join(', '), title: parts.map(([r, n]) => `${n} ${relations[r]}`).join(', ') },
  parts.map(([r, n]) => css(h('i', { class: `r-${relations[r]}` }), { flex: n })));
const dates = cluster => {
  const dated = members(cluster).filter(article => article.span).map(middle);
  if (!dated.length) return 'no dates';
  const [first, last] = [Math.min(...dated), Math.max(...dated)];
  return day(first) === day(last) ? day(first) : `${day(first).replace(new Date(first * 6e4).getUTCFullYear() === new Date(last * 6e4).getUTCFullYear() ? / \d+$/ : /$^/, '')} – ${day(last)}`;
};
const languagesOf = cluster => {
  const tally = new Map();
  for (const { lang } of members(cluster)) tally.set(lang, (tally.get(lang) || 0) + 1);
  return [...tally].sort((x, y) => y[1] - x[1]).map(([code]) => code);
};

/** A cluster's row in a list; `hit` is the member that a search found. */
function row(cluster, hit, words) {
  const article = rootOf(cluster), langs = languagesOf(cluster);
  return h('li', { class: 'row' }, h('a', { href: `#cluster-${cluster.n}`, 'data-row': cluster.n },
    h('span', { class: 'size' }, h('b', null, num(cluster.size)), h('span', null, 'articles')),
    h('span', null,
      h('span', { class: 'head', dir: 'auto', lang: article.lang === 'und' ? null : article.lang }, words ? lit(article.title || article.id, words) : article.title || article.id),
      hit && hit !== article
        ? h('span', { class: 'meta hit' }, 'found: ', h('bdi', { lang: hit.lang === 'und' ? null : hit.lang }, lit(hit.title || hit.id, words)), hit.outlet ? [' · ', h('bdi', null, lit(hit.outlet, words))] : null)
        : h('span', { class: 'meta' }, `${cluster.n}. `, source(cluster), ' · ', dates(cluster))),
    h('span', null, mix(mixOf(members(cluster))), h('span', { class: 'one' }, mixOf(members(cluster)).sort((x, y) => y[1] - x[1]).slice(0, 2).map(([r, n]) => `${n} ${relations[r]}`).join(', '))),
    h('span', { class: 'langs', 'aria-label': langs.map(language).join(', ') }, langs.slice(0, 3).map(code => h('span', { class: 'tag', title: language(code) }, code)), langs.length > 3 ? h('span', { class: 'tag' }, `+${langs.length - 3}`) : null)));
}

// ---- overview

/** The reason that the verdict itself says. */
const ALL_ABSENT = 'all derive from a text that is not here';
const heading = (title, hint) => [h('h2', null, title), hint ? h('p', { class: 'hint' }, hint) : null];

function overview() {
  const sum = index.summary, share = index.words ? index.shared / index.words : 0;
  const parts = mixOf(articles);
  const biggest = clusters.slice(0, 8);
  const named = index.outlets.filter(outlet => outlet.articles).length;
  const known = clusters.filter(cluster => cluster.source).length, away = clusters.filter(cluster => cluster.absent).length;
  const view = [
    h('section', null,
      sum.clusters
        ? h('h1', { class: 'lead' }, h('b', null, num(sum.clustered)), ` of ${count(sum.articles, 'article')} share their source with another one here. They form `, h('b', null, count(sum.clusters, 'cluster')), '.')
        : h('h1', { class: 'lead' }, `No two of ${count(sum.articles, 'article')} are of one source.`),
      h('p', { class: 'sub' }, 'A cluster holds one text with its copies, excerpts, updates, rewrites and translations. Its members were read side by side; the passages they share, what was changed, and why one counts as the source, are all in this page.'),
      h('dl', { class: 'figures' },
        figure('Articles', num(sum.articles), `${num(index.words)} words`),
        figure('In clusters', sum.articles ? percent(sum.clustered / sum.articles) : '–', `${count(sum.singles, 'article')} alone`),
        figure('Sources known', sum.clusters ? `${num(known)}` : '–', `${clusters.length < sum.clusters ? `of the ${num(clusters.length)} clusters shown` : `of ${count(sum.clusters, 'cluster')}`}${away ? `; ${num(away)} of texts not here` : ''}`),
        figure('Text shared', percent(share), 'of all words, word for word'),
        figure('Languages', num(index.languages.filter(([code]) => code !== 'und').length), `most: ${index.languages.length ? language(index.languages[0][0]) : '–'}`),
        figure('Outlets', num(named), index.nameless ? `${count(index.nameless, 'article')} without one` : 'every article has one')),
      parts.length ? [h('h2', { class: 'minor' }, 'How articles derive from the one they are closest to'), mix(parts, true),
        h('ul', { class: 'legend' }, parts.map(([r, n]) => h('li', null, h('a', { href: `#clusters?relation=${relations[r]}`, class: `rel r-${relations[r]}` }, h('span', { class: 'dot' }), `${num(n)} ${relations[r]}`))))] : null),
  ];
  if (biggest.length) view.push(h('section', null, heading('Largest clusters'), h('ul', { class: 'rows' }, biggest.map(cluster => row(cluster))),
    h('p', { class: 'more' }, h('a', { class: 'button', href: '#clusters' }, `All ${count(clusters.length, 'cluster')}`))));
  const spread = spreadChart();
  if (spread) view.push(h('section', null, heading('How fast stories spread', 'Each line is a cluster, from its first dated article on the left. A dot is an article published at a known hour; a pale bar is one of which only the day is known. The scale is compressed: hours on the left, weeks on the right.'), spread));
  const days = dayChart();
  if (days) view.push(h('section', null, heading('When articles were published'), days));
  if (index.flows.length) view.push(h('section', null, heading('Who takes from whom', 'Arrows run from the giver to the taker; the thicker, the more articles. Only where the evidence shows who was first.'), flowChart()));
  if (index.outlets.length) view.push(h('section', null, heading('Outlets'), outletTable(12), index.outlets.length > 12 ? h('p', { class: 'more' }, h('a', { class: 'button', href: '#outlets' }, `All ${count(index.outlets.length, 'outlet')}`)) : null));
  if (index.languages.length > 1) view.push(h('section', null, heading('Languages', 'Blue: articles in clusters.'), languageBars()));
  view.push(h('section', null, heading('What the words mean'),
    h('dl', { class: 'gloss' }, Object.entries(MEANING).map(([name, meaning]) => [h('dt', null, rel(name)), h('dd', null, meaning)]),
      h('dt', null, rel('source')), h('dd', null, 'the article that the others of a cluster derive from, where the evidence decides'),
      h('dt', null, rel('core')), h('dd', null, 'where it does not: the article that the others are closest to'),
      h('dt', null, 'percentages'), h('dd', null, 'how sure it is that two articles are of one source'))), notes());
  return { name: 'overview', title: 'Overview', view };
}
const figure = (name, value, more) => h('div', null, h('dt', null, name), h('dd', null, value), h('dd', null, more));

function notes() {
  const sum = index.summary, list = [];
  if (clusters.length < sum.clusters) list.push(`This page holds the ${num(clusters.length)} largest of ${count(sum.clusters, 'cluster')}; ${num(sum.clusters - clusters.length)} are left out. All are in the output of --format json; --report of a part of the files shows that part.`);
  else if (index.left_members) list.push(`${count(index.left_members, 'member')} of very large clusters left out. All are in the output of --format json.`);
  const bare = clusters.filter(cluster => cluster.chunk === null).length;
  if (bare) list.push(`The texts of the ${num(bare)} smallest of these clusters are left out, to keep the page small. wirecopy scan with their files and --report shows them; --pairs lists all passages.`);
  const cut = clusters.filter(cluster => cluster.texts && cluster.texts < cluster.shown);
  if (cut.length) list.push(`Of the ${count(cut.length, 'largest cluster')} the texts of the first ${num(cut[0].texts)} members are here, to keep the page small. wirecopy scan with their files and --report shows more; --pairs lists all passages.`);
  if (index.left_others) list.push(`${count(index.left_others, 'article')} outside the clusters cannot be searched here.`);
  list.push(...sum.capped);
  if (sum.lost + sum.notes) list.push(h('details', null, h('summary', null, `${count(sum.lost + sum.notes, 'problem')} while reading, ${num(sum.lost)} of which cost an article`),
    h('ul', null, index.problems.map(problem => h('li', null, bdi(`${problem.path}${problem.line ? `:${problem.line}` : ''}`), ` — ${problem.reason}`))),
    sum.lost + sum.notes > index.problems.length ? `and ${num(sum.lost + sum.notes - index.problems.length)} more (--problems FILE lists all)` : null));
  return list.length ? h('section', null, heading('To know'), h('ul', { class: 'notes' }, list.map(note => h('li', null, note)))) : null;
}

const TICKS = [[60, '1 h'], [180, '3 h'], [360, '6 h'], [720, '12 h'], [1440, '1 day'], [2880, '2 days'], [10080, '1 week'], [43200, '1 month'], [525600, '1 year']];
function spreadChart() {
  const chosen = clusters.map(cluster => ({ cluster, dated: members(cluster).filter(article => article.span) })).filter(({ dated }) => dated.length > 2)
    .sort((x, y) => y.dated.length - x.dated.length || x.cluster.n - y.cluster.n).slice(0, 14);
  if (!chosen.length) return null;
  for (const line of chosen) {
    const exact = line.dated.filter(precise);
    line.first = (exact.length ? exact : line.dated).reduce((x, y) => middle(x) <= middle(y) ? x : y);
    line.zero = middle(line.first);
  }
  const last = Math.max(120, ...chosen.map(({ dated, zero }) => Math.max(...dated.map(article => (precise(article) ? article.span[1] : article.span[1] - 720) - zero))));
  const x = minutes => minutes <= 0 ? 0 : Math.min(1, Math.log1p(minutes / 30) / Math.log1p(last / 30)) * 97 + 1.5;
  const axis = () => h('div', { class: 'axis', 'aria-hidden': 'true' }, h('span', null, 'first'), TICKS.filter(([at]) => at < last * .96).filter((tick, i, all) => !i || x(tick[0]) - x(all[i - 1][0]) > 5.5).map(([at, name]) => css(h('span', null, name), { left: `${x(at)}%` })));
  const grids = TICKS.filter(([at]) => at < last).map(([at]) => x(at));
  return h('div', null, legend('the first', articles), h('div', { class: 'spread chart' }, chosen.map(({ cluster, dated, zero, first }) => [
    h('a', { class: 'name', href: `#cluster-${cluster.n}`, title: rootOf(cluster).title, dir: 'auto', lang: rootOf(cluster).lang }, rootOf(cluster).title || rootOf(cluster).id),
    h('div', { class: 'lane', role: 'img', 'aria-label': `${count(dated.length, 'dated article')}, first ${when(first)}` },
      grids.map(at => css(h('span', { class: 'grid' }), { left: `${at}%` })),
      dated.filter(article => article !== first && !precise(article)).map(article => {
        const from = x(article.span[0] - zero + 840), to = x(article.span[1] - zero - 720);
        return css(h('u', { class: `r-${relationOf(article)}`, title: tip(article) }), { left: `${from}%`, width: `${Math.max(.6, to - from)}%` });
      }),
      dated.filter(article => article !== first && precise(article)).map(article => css(h('i', { class: `r-${relationOf(article)}`, title: tip(article, middle(article) - zero) }), { left: `${x(middle(article) - zero)}%` })),
      css(h('i', { class: 'first', title: tip(first) }), { left: '1.5%' }))]), h('span'), axis()));
}
const legend = (first, parts) => h('ul', { class: 'legend small key' }, h('li', { class: 'rel' }, h('i', { class: 'ring' }), first), mixOf(parts).map(([r]) => h('li', null, rel(relations[r]))));
const tip = (article, after) => show(`${article.outlet || article.id} · ${relationOf(article)} · ${when(article)}${after ? ` · ${lasting(after)} after the first` : ''}`);

function dayChart() {
  if (index.days.length < 2) return null;
  const first = index.days[0][0], last = index.days[index.days.length - 1][0], most = 120;
  const step = Math.ceil((last - first + 1) / most), bars = Math.ceil((last - first + 1) / step);
  const all = new Array(bars).fill(0), part = new Array(bars).fill(0);
  for (const [at, n, in_cluster] of index.days) { const i = Math.floor((at - first) / step); all[i] += n; part[i] += in_cluster; }
  const top = Math.max(...all), width = 1000 / bars;
  return h('div', null,
    h('p', { class: 'hint' }, `${step === 1 ? 'A bar is a day' : `A bar is ${step} days`}; at most ${count(top, 'article')}. Blue: articles in clusters.`),
    s('svg', { class: 'days', viewBox: '0 0 1000 70', preserveAspectRatio: 'none', role: 'img', 'aria-label': `${num(all.reduce((x, y) => x + y))} dated articles from ${day(first * 1440)} to ${day(last * 1440)}` },
      all.map((n, i) => n ? s('g', null, s('title', null, `${day((first + i * step) * 1440)}: ${count(n, 'article')}, ${num(part[i])} in clusters`), s('rect', { class: 'all', x: i * width, width: Math.max(.8, width - 1), y: 70 - 68 * n / top, height: 68 * n / top }), s('rect', { class: 'part', x: i * width, width: Math.max(.8, width - 1), y: 70 - 68 * part[i] / top, height: 68 * part[i] / top })) : null)),
    h('div', { class: 'axis', 'aria-hidden': 'true' }, css(h('span', null, day(first * 1440)), { left: '0' }), css(h('span', { class: 'end' }, day(last * 1440)), { left: '100%' })));
}

function languageBars() {
  const top = index.languages[0][1];
  return h('ul', { class: 'bars' }, index.languages.slice(0, 24).map(([code, all, part]) => h('li', null, h('a', { href: `#clusters?language=${encodeURIComponent(code)}`, title: `${count(all, 'article')}, ${num(part)} in clusters` }, h('span', null, language(code)),
    h('span', { class: 'bar', 'aria-hidden': 'true' }, css(h('i'), { width: `${100 * all / top}%` }), css(h('i'), { width: `${100 * part / top}%` })), h('span', null, num(all))))));
}

/** Givers on the left, takers on the right, an arrow for each pair of them. Who does both stands on both sides. */
function flowChart() {
  const GIVERS = 12, TAKERS = 26;
  const total = (side, flows) => {
    const tally = new Map();
    for (const flow of flows) tally.set(flow[side], (tally.get(flow[side]) || 0) + flow[2]);
    return [...tally].sort((x, y) => y[1] - x[1] || x[0] - y[0]).map(([key]) => key);
  };
  const within = index.flows.filter(([from, to]) => from !== to);
  const givers = total(0, within), shownGivers = new Set(givers.slice(0, GIVERS));
  const strong = within.filter(([from]) => shownGivers.has(from));
  const takers = total(1, strong), shownTakers = new Set(takers.slice(0, takers.length > TAKERS ? TAKERS : TAKERS + 1));
  const REST = -1, flows = new Map();
  for (const [from, to, n, credit] of strong) {
    const key = `${from} ${shownTakers.has(to) ? to : REST} ${credit}`;
    flows.set(key, (flows.get(key) || 0) + n);
  }
  const list = [...flows].map(([key, n]) => { const [from, to, credit] = key.split(' ').map(Number); return { from, to, n, credit }; });
  const left = givers.slice(0, GIVERS).map(id => ({ id, flows: list.filter(flow => flow.from === id) }));
  // A taker stands about where its givers stand, so that few arrows cross.
  const rank = new Map(left.map(({ id }, i) => [id, i]));
  const right = [...new Set(list.map(flow => flow.to))].map(id => ({ id, flows: list.filter(flow => flow.to === id) }));
  for (const node of right) node.pull = node.id === REST ? 1e9 : node.flows.reduce((sum, flow) => sum + flow.n * rank.get(flow.from), 0) / node.flows.reduce((sum, flow) => sum + flow.n, 0);
  right.sort((x, y) => x.pull - y.pull || x.id - y.id);
  const unit = Math.max(3, Math.min(9, 420 / list.reduce((sum, flow) => sum + flow.n, 0)));
  const stack = (nodes, gap) => { let y = 8; for (const node of nodes) { node.n = node.flows.reduce((sum, flow) => sum + flow.n, 0); node.h = Math.max(4, node.n * unit); const room = Math.max(node.h, 15); node.y = y + (room - node.h) / 2; y += room + gap; } return y; };
  let heights = [stack(left, 12), stack(right, 5)];
  const height = Math.max(...heights);
  const spread = (nodes, used) => { const more = (height - used) / (nodes.length + 1); nodes.forEach((node, i) => { node.y += more * (i + 1); }); };
  spread(left, heights[0]); spread(right, heights[1]);
  const L = 250, R = 740, W = 1000;
  const at = new Map(left.map(node => [node.id, node])), to = new Map(right.map(node => [node.id, node]));
  for (const node of left) { let y = node.y; for (const flow of node.flows.sort((x, y) => to.get(x.to).y - to.get(y.to).y)) { flow.y0 = y + flow.n * unit / 2; y += flow.n * unit; } }
  for (const node of right) { let y = node.y; for (const flow of node.flows.sort((x, y) => at.get(x.from).y - at.get(y.from).y)) { flow.y1 = y + flow.n * unit / 2; y += flow.n * unit; } }
  const name = id => id === REST ? `${num(takers.length - shownTakers.size)} other outlets` : index.outlets[id].name;
  const short = text => { const all = [...show(text)]; return all.length > 28 ? all.slice(0, 27).join('') + '…' : all.join(''); };
  const svg = s('svg', { class: 'flow', viewBox: `0 0 ${W} ${Math.ceil(height + 8)}`, role: 'group', 'aria-label': 'Network of outlets: givers on the left, takers on the right' });
  const paths = list.sort((x, y) => y.n - x.n).map(flow => {
    const label = s('title', null, `${name(flow.from)} → ${name(flow.to)}: ${count(flow.n, 'article')}${flow.credit ? ', by their credits' : ''}`);
    flow.nodes = [
      s('path', { class: [flow.credit ? 'credit' : '', flow.to === REST ? 'rest' : ''].join(' ').trim() || null, d: `M${L + 8} ${flow.y0} C${L + 220} ${flow.y0} ${R - 230} ${flow.y1} ${R - 16} ${flow.y1}`, 'stroke-width': Math.max(1.5, flow.n * unit - 1) }, label),
      s('path', { class: `tip${flow.credit ? ' credit' : ''}${flow.to === REST ? ' rest' : ''}`, d: `M${R - 17} ${flow.y1 - Math.max(4, flow.n * unit / 2)} l13 ${Math.max(4, flow.n * unit / 2)} l-13 ${Math.max(4, flow.n * unit / 2)} z` })];
    return flow.nodes;
  });
  const label = (node, side) => {
    const outlet = index.outlets[node.id], gone = outlet && !outlet.articles;
    const text = side ? [s('text', { x: R + 14, y: node.y + node.h / 2 }, short(name(node.id)), s('tspan', { class: 'n', dx: 6 }, num(node.n)))] : [s('text', { x: L - 14, y: node.y + node.h / 2, 'text-anchor': 'end' }, s('tspan', { class: 'n' }, num(node.n)), s('tspan', { dx: 6 }, short(name(node.id))))];
    const parts = [s('title', null, name(node.id)), s('rect', { class: gone ? 'bar gone' : 'bar', x: side ? R - 2 : L, y: node.y, width: 8, height: node.h, rx: 2 }), text];
    const group = s('g', null, node.id === REST ? parts : s('a', { href: `#clusters?outlet=${encodeURIComponent(name(node.id))}` }, parts));
    const hot = on => () => {
      svg.classList.toggle('has-hot', on);
      group.classList.toggle('hot', on);
      for (const flow of node.flows) { flow.nodes.forEach(path => path.classList.toggle('hot', on)); (side ? at.get(flow.from) : to.get(flow.to)).group.classList.toggle('hot', on); }
    };
    group.addEventListener('mouseenter', hot(true)); group.addEventListener('mouseleave', hot(false));
    group.addEventListener('focusin', hot(true)); group.addEventListener('focusout', hot(false));
    node.group = group;
    return group;
  };
  svg.append(...paths.flat(), ...left.map(node => label(node, 0)), ...right.map(node => label(node, 1)));
  const absent = left.some(node => !index.outlets[node.id].articles);
  return h('div', { class: 'chart' }, svg,
    h('p', { class: 'small soft' }, h('span', { class: 'keyline' }), 'shown by dates, credits or containment', absent ? [h('span', null, '\u2003'), h('span', { class: 'keyline credit' }), 'by their own credit to somebody whose text is not in this collection (dashed box)'] : null,
      givers.length > GIVERS ? ` · ${count(givers.length - GIVERS, 'smaller giver')} left out` : null, '. Point at a name to see its arrows; choose it to see its clusters.'));
}

const COLUMNS = [
  ['name', 'Outlet', 'Who published it; an agency that is credited but has no article here is marked'],
  ['articles', 'Articles', 'Articles of it in this collection'],
  ['originality', 'Originality', 'The share of its words not known to be taken. An identical copy, a rewrite or a translation counts as taken whole, of others the shared passages'],
  ['taken', 'Taken', 'Its articles known to be taken from somebody else'],
  ['given', 'Given', 'Articles of somebody else known to be taken from it'],
  ['credited', 'Credited', 'Of those taken, how many name an agency or another outlet'],
  ['uncredited', 'Uncredited', 'Of those taken, how many name nobody'],
  ['unclear', 'Unclear', 'Articles in clusters of which nothing tells who took from whom'],
  ['delay', 'Median delay', 'From the publication of what it took to its own, where dates tell them apart'],
];
function outletTable(limit) {
  let key = 'given', down = true;
  const value = (outlet, column) => column === 'uncredited' ? outlet.taken - outlet.credited : outlet[column];
  const body = h('tbody');
  const draw = () => {
    let list = index.outlets.map((outlet, i) => [outlet, i]);
    if (!limit || key !== 'given') list.sort(([x, i], [y, j]) => {
      const [a, b] = [value(x, key), value(y, key)];
      if (a === null || b === null) return (a === null) - (b === null) || i - j;
      const order = typeof a === 'string' ? a.localeCompare(b) : a - b;
      return (down ? -order : order) || i - j;
    });
    if (limit) list = list.slice(0, limit);
    body.replaceChildren(...list.map(([outlet]) => h('tr', null,
      h('td', null, h('a', { href: `#clusters?outlet=${encodeURIComponent(outlet.name)}` }, bdi(outlet.name)), outlet.articles ? null : h('span', { class: 'soft small' }, ' not in this collection')),
      h('td', null, outlet.articles || '–'),
      h('td', null, outlet.originality === null ? '–' : [outlet.unclear ? h('span', { class: 'soft', title: 'at most: of some articles nothing tells who took from whom' }, '≤ ') : null, percent(outlet.originality), h('span', { class: 'meter', 'aria-hidden': 'true' }, css(h('i'), { width: `${outlet.originality * 100}%` }))]),
      [outlet.taken, outlet.given, outlet.credited, outlet.taken - outlet.credited, outlet.unclear].map(n => h('td', { class: n ? null : 'soft' }, n ? num(n) : '–')),
      h('td', { class: 'soft' }, outlet.delay === null ? '–' : lasting(outlet.delay)))));
  };
  const row = h('tr');
  const heads = () => row.replaceChildren(...COLUMNS.map(([id, name, hint]) => h('th', { scope: 'col', 'aria-sort': id === key && !(limit && id === 'given') ? (down ? 'descending' : 'ascending') : null }, h('button', { title: hint, onclick: () => { if (key === id) down = !down; else { key = id; down = id !== 'name'; } heads(); draw(); } }, name))));
  heads(); draw();
  return h('div', { class: 'scroll' }, h('table', null, h('caption', { class: 'unseen' }, 'Outlets'), h('thead', null, row), body));
}

function outletsView() {
  return { name: 'outlets', title: 'Outlets', view: [
    h('h1', null, 'Outlets'),
    h('p', { class: 'hint' }, 'What each gave and took, as far as the evidence shows who was first. Choose a column to sort by it, an outlet to see its clusters.'),
    index.flows.length ? h('section', null, heading('Who takes from whom'), flowChart()) : null,
    h('section', null, outletTable(0), index.outlets_all > index.outlets.length ? h('p', { class: 'more soft' }, `${count(index.outlets_all - index.outlets.length, 'less active outlet')} left out.`) : null)] };
}

// ---- the list of clusters

const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const haystack = article => article.hay || (article.hay = fold(`${article.title} ${article.outlet || ''} ${article.byline || ''} ${article.id} ${language(article.lang)} ${relationOf(article)}`));
const lit = (text, words) => {
  text = show(text);
  if (!words || !words.length) return text;
  const low = text.toLowerCase(), spots = [];
  for (const word of words) { const at = low.indexOf(word); if (at >= 0) spots.push([at, at + word.length]); }
  if (!spots.length || low.length !== text.length) return text;
  spots.sort((x, y) => x[0] - y[0]);
  const out = []; let end = 0;
  for (const [from, to] of spots) { if (from < end) continue; out.push(text.slice(end, from), h('mark', null, text.slice(from, to))); end = to; }
  out.push(text.slice(end));
  return out;
};

const ROW = 76;
function listView(params) {
  const filter = { q: params.get('q') || '', relation: params.get('relation') || '', language: params.get('language') || '', outlet: params.get('outlet') || '', source: params.get('source') || '', sort: params.get('sort') || 'size' };
  query.value = filter.q;
  const go = () => {
    const next = new URLSearchParams();
    for (const [key, value] of Object.entries(filter)) if (value && !(key === 'sort' && value === 'size')) next.set(key, value);
    history.replaceState(null, '', `#clusters${[...next].length ? `?${next}` : ''}`);
    draw();
  };
  const choice = (key, name, options) => h('label', null, name, h('select', { 'data-filter': key, onchange: event => { filter[key] = event.target.value; go(); } }, options.map(([value, text]) => h('option', { value, selected: filter[key] === value }, text))));
  const used = relations.filter((_, r) => mixOf(articles).some(([other]) => other === r));
  const outlets = h('datalist', { id: 'outlets' }, index.outlets.slice(0, 1000).map(outlet => h('option', { value: outlet.name })));
  const bar = h('div', { class: 'filters' },
    choice('relation', 'Relation', [['', 'any'], ...used.map(name => [name, name])]),
    choice('language', 'Language', [['', 'any'], ...index.languages.filter(([, , part]) => part).map(([code]) => [code, language(code)])]),
    h('label', null, 'Outlet', h('input', { list: 'outlets', value: filter.outlet, placeholder: 'any', 'data-filter': 'outlet', onchange: event => { filter.outlet = event.target.value; go(); } }), outlets),
    choice('source', 'Source', [['', 'any'], ['known', 'known'], ['absent', 'not here'], ['unknown', 'not known']]),
    h('button', { class: 'button', type: 'button', onclick: () => { for (const key of Object.keys(filter)) filter[key] = key === 'sort' ? 'size' : ''; query.value = ''; route(); location.hash === '#clusters' || (location.hash = '#clusters'); } }, 'Clear'),
    h('span', { class: 'push' }), choice('sort', 'Sorted by', [['size', 'articles'], ['first', 'first published'], ['latest', 'last published'], ['languages', 'languages'], ['words', 'length of the source'], ['spread', 'how fast it spread']]));
  const counter = h('p', { class: 'count', role: 'status' }), holder = h('div'), beyond = h('div');
  let shown = [], hits = new Map(), words = [];
  const keys = { size: cluster => -cluster.size, languages: cluster => -languagesOf(cluster).length, words: cluster => -rootOf(cluster).words,
    first: cluster => Math.min(...members(cluster).filter(a => a.span).map(middle)), latest: cluster => { const last = Math.max(...members(cluster).filter(a => a.span).map(middle)); return last === -Infinity ? Infinity : -last; },
    spread: cluster => { const dated = members(cluster).filter(a => a.span).map(middle); return dated.length < 2 ? Infinity : (Math.max(...dated) - Math.min(...dated)) / dated.length; } };
  const fits = article => {
    if (filter.relation && !(article.of && relations[article.of[1]] === filter.relation)) return false;
    if (filter.language && article.lang !== filter.language) return false;
    if (filter.outlet && article.outlet !== filter.outlet && !(article.credits || []).some(([, name]) => name === filter.outlet)) return false;
    return words.every(word => haystack(article).includes(word));
  };
  const draw = () => {
    words = fold(filter.q).split(/\s+/).filter(Boolean);
    hits = new Map();
    const plain = !words.length && !filter.relation && !filter.language && !filter.outlet;
    shown = clusters.filter(cluster => {
      if (filter.source && filter.source !== (cluster.source ? 'known' : cluster.absent ? 'absent' : 'unknown')) return false;
      if (plain) return true;
      const all = members(cluster), asked = filter.q.match(/^#?(\d+)$/);
      if (asked && cluster.n === Number(asked[1])) return true;
      const hit = all.find(fits);
      if (hit) hits.set(cluster, hit);
      return !!hit;
    });
    const key = keys[filter.sort] || keys.size;
    const of = new Map(shown.map(cluster => [cluster, key(cluster)]));
    shown.sort((x, y) => (of.get(x) === of.get(y) ? 0 : of.get(x) < of.get(y) ? -1 : 1) || x.n - y.n);
    counter.textContent = shown.length === clusters.length && plain && !filter.source ? `${count(clusters.length, 'cluster')}${clusters.length < index.summary.clusters ? `, the largest of ${num(index.summary.clusters)}` : ''}` : `${num(shown.length)} of ${count(clusters.length, 'cluster')}`;
    live.textContent = counter.textContent;
    virtual.fill(shown);
    beyond.replaceChildren();
    if (words.length) others().then(list => {
      if (words !== current()) return;
      const found = list.filter(([, id, title, outlet, lang]) => { const hay = fold(`${title} ${outlet || ''} ${id} ${language(lang)}`); return words.every(word => hay.includes(word)); });
      if (found.length) beyond.replaceChildren(h('h2', null, 'Not in these clusters'), h('p', { class: 'hint' }, `${count(found.length, 'article')} with these words that ${found.length === 1 ? 'stands' : 'stand'} alone${found.some(other => other[7]) ? ', or in clusters left out of this page' : ''}.`),
        h('ul', { class: 'notes' }, found.slice(0, 50).map(([, id, title, outlet, lang, date]) => h('li', null, h('bdi', { lang: lang === 'und' ? null : lang }, lit(title || id, words)), h('span', { class: 'soft' }, outlet ? [' · ', bdi(outlet)] : null, date ? ` · ${date}` : null, ' · ', bdi(id))))), found.length > 50 ? h('p', { class: 'soft' }, `and ${num(found.length - 50)} more`) : null);
    });
  };
  const current = () => words;
  const virtual = virtualList(holder, cluster => row(cluster, hits.get(cluster), words));
  search = text => { filter.q = text; go(); };
  draw();
  return { name: 'clusters', title: 'Clusters', view: [h('h1', null, 'Clusters'), bar, counter, holder, h('section', null, beyond)], step: virtual.step, close: () => { virtual.close(); search = null; } };
}
let search = null;

/** Only the rows near the window are in the document. */
function virtualList(holder, render) {
  let items = [], drawn = new Map(), list = h('ul', { class: 'rows virtual' }), empty = h('p', { class: 'empty' }, 'Nothing fits. Fewer words or filters may help.');
  const update = all => {
    const top = -list.getBoundingClientRect().top;
    const from = all === true ? 0 : Math.max(0, Math.floor(top / ROW) - 8), to = all === true ? Math.min(items.length, 500) : Math.min(items.length, Math.ceil((top + innerHeight) / ROW) + 8);
    for (const [i, node] of drawn) if ((i < from || i >= to) && !node.contains(document.activeElement)) { node.remove(); drawn.delete(i); }
    for (let i = from; i < to; i++) if (!drawn.has(i)) {
      const node = render(items[i]);
      css(node, { top: `${i * ROW}px` });
      node.setAttribute('aria-setsize', items.length); node.setAttribute('aria-posinset', i + 1);
      node.firstChild.dataset.i = i;
      drawn.set(i, node);
      const after = [...drawn].filter(([j]) => j > i).sort((x, y) => x[0] - y[0])[0];
      list.insertBefore(node, after ? after[1] : null);
    }
  };
  const everything = () => update(true);
  addEventListener('scroll', update, { passive: true }); addEventListener('resize', update); addEventListener('beforeprint', everything);
  return {
    fill(next) { items = next; drawn = new Map(); list.replaceChildren(); css(list, { height: `${items.length * ROW}px` }); holder.replaceChildren(items.length ? list : empty); update(); requestAnimationFrame(update); },
    step(by) {
      const active = document.activeElement, now = active && active.dataset && active.dataset.i !== undefined ? Number(active.dataset.i) : null;
      const next = now === null ? Math.max(0, Math.ceil((72 - list.getBoundingClientRect().top) / ROW)) : now + by;
      if (next < 0 || next >= items.length) return;
      const top = list.getBoundingClientRect().top + next * ROW;
      if (top < 72) scrollBy(0, top - 80); else if (top + ROW > innerHeight) scrollBy(0, top + ROW - innerHeight + 12);
      update();
      if (drawn.has(next)) drawn.get(next).firstChild.focus({ preventScroll: true });
    },
    close() { removeEventListener('scroll', update); removeEventListener('resize', update); removeEventListener('beforeprint', everything); },
  };
}

// ---- a cluster

/** Members from the root outward, each with its depth and whether it is the last of its siblings. */
function treeOf(cluster) {
  const list = members(cluster), kids = new Map();
  for (const article of list) if (article.of) { const of = article.of[0]; kids.has(of) || kids.set(of, []); kids.get(of).push(article); }
  for (const group of kids.values()) group.sort((x, y) => (x.span ? middle(x) : 1e15) - (y.span ? middle(y) : 1e15) || y.of[2] - x.of[2] || x.n - y.n);
  const out = [], seen = new Set();
  const visit = (article, trail) => {
    if (seen.has(article)) return;
    seen.add(article); out.push({ article, trail });
    const below = kids.get(article.at) || [];
    below.forEach((kid, i) => visit(kid, [...trail, i === below.length - 1]));
  };
  visit(list[0], []);
  for (const article of list) if (!seen.has(article) && !article.of) visit(article, []);
  for (const article of list) visit(article, []);
  return out;
}

const strip = (length, pair, name) => {
  const side = pair ? [['w', pair.sentences], ['v', pair.passages]] : [];
  const said = pair ? `${count(pair.passages.length, 'passage')} word for word` : 'not compared with it';
  return s('svg', { class: `strip r-${name}`, viewBox: '0 0 1000 10', preserveAspectRatio: 'none', role: 'img', 'aria-label': said }, s('title', null, said),
    side.map(([kind, list]) => list.map(([from, to]) => s('rect', { class: kind, x: 1000 * from / length, width: Math.max(1.5, 1000 * (to - from) / length), y: 0, height: 10 }))));
};

/** What stands for the texts and pairs of a cluster that is shown without them. */
const BARE = { texts: {}, cut: [], credits: {}, pairs: [], byPair: new Map() };
const WITHOUT = 'The texts of the smaller clusters are left out to keep this page small. For this one: wirecopy scan with the files below and --report, or wirecopy compare with two of them.';
async function clusterView(n) {
  const cluster = clusters[n - 1];
  if (!cluster) return missing(n > clusters.length && n <= index.summary.clusters ? `Cluster ${num(n)} is one of the smaller ones that this page leaves out.` : `There is no cluster ${n}.`);
  const bare = cluster.chunk === null, data = bare ? BARE : await chunk(cluster.chunk), top = rootOf(cluster), text = data.texts[top.at] || '', list = members(cluster);
  const withRoot = new Map(list.map(article => [article, article === top ? null : turned(data.byPair.get(pairKey(top.at, article.at)), top.at)]));
  const dated = list.filter(article => article.span), outlets = new Set(list.map(outletOf).filter(Boolean));
  const rootName = cluster.source ? 'source' : 'centre';
  const rows = treeOf(cluster).map(({ article, trail }) => {
    const parent = article.of ? articles[article.of[0]] : null, pair = parent && data.byPair.get(pairKey(article.at, parent.at));
    const directed = cluster.source || (pair && pair.directed && pair.a === parent.at);
    const twigs = trail.map((last, i) => h('span', { class: `twig${i === trail.length - 1 ? ` turn${last ? ' last' : ''}${directed ? ' arrow' : ''}` : last ? ' gap' : ''}`, 'aria-hidden': 'true' }, i === trail.length - 1 ? h('i') : null));
    const to = pair ? `#pair-${parent.n}-${article.n}` : article === top ? null : withRoot.get(article) ? `#pair-${top.n}-${article.n}` : null;
    const inside = [head(article), h('span', { class: 'line' },
      parent ? rel(relationOf(article), [' ', h('span', { class: 'soft' }, percent(article.of[2]))]) : rel(article === top ? relationOf(article) : 'core'),
      article.outlet ? bdi(article.outlet) : null, h('span', { title: language(article.lang) }, article.lang === 'und' ? 'language unknown' : language(article.lang)), count(article.words, 'word'), creditBrief(article), h('span', null, `no. ${article.n}`))];
    return h('li', { title: show(article.id) }, h('span', { class: 'what' }, twigs, to ? h('a', { class: 'body', href: to, 'data-step': true }, inside) : h('span', { class: 'body' }, inside)),
      h('span', { class: 'when', title: article.date ? `as given: ${article.date}` : null }, article.span ? precise(article) ? [day(article.span[0]), h('br'), `${clock(article.span[0])} UTC`] : [day(middle(article)), h('br'), 'no hour'] : article.date ? bdi(article.date) : 'no date'),
      bare ? h('span', { class: 'strips one', title: article.path || article.id }, bdi(article.path || article.id)) : article === top ? h('span', { class: 'strips' }, `the ${rootName}`) : strip(text.length || 1, withRoot.get(article), relationOf(article)));
  });
  const verdict = h('div', { class: cluster.source ? 'verdict' : 'verdict open' },
    h('p', null, cluster.source ? [h('b', null, 'Source: '), bdi(top.outlet || top.id), top.span ? `, ${when(top)}` : null]
      : cluster.absent ? [h('b', null, 'All derive from a text that is not here'), cluster.absent.length ? ['. They credit ', cluster.absent.map((name, i) => [i ? (i === cluster.absent.length - 1 ? ' and ' : ', ') : null, bdi(name)])] : null, '.']
      : h('b', null, 'The source is not known.')),
    h('ul', null, cluster.reasons.filter(reason => !(cluster.absent && reason === ALL_ABSENT)).map(reason => h('li', null, reason))));
  const crumbs = h('nav', { class: 'crumbs', 'aria-label': 'Place' }, h('a', { href: '#clusters' }, 'Clusters'), h('span', null, `Cluster ${num(n)} of ${num(clusters.length)}`),
    h('span', { class: 'push' }, n > 1 ? h('a', { href: `#cluster-${n - 1}`, rel: 'prev' }, '← previous') : null, n < clusters.length ? h('a', { href: `#cluster-${n + 1}`, rel: 'next' }, 'next →') : null));
  const view = [crumbs,
    h('h1', { dir: 'auto', lang: top.lang === 'und' ? null : top.lang }, top.title || top.id),
    h('p', { class: 'facts' }, [count(cluster.size, 'article'), count(languagesOf(cluster).length, 'language'), outlets.size ? count(outlets.size, 'outlet') : 'no outlets named', dated.length ? `${dated.length === list.length ? 'all' : num(dated.length)} dated, ${dates(cluster)}` : 'no dates'].join(' · ')),
    verdict];
  if (bare) view.push(h('p', { class: 'hint' }, WITHOUT));
  else if (cluster.texts < cluster.shown) view.push(h('p', { class: 'hint' }, `The texts of ${num(cluster.texts)} of its members are in this page, to keep it small. For the others: wirecopy compare with their files.`));
  const line = timeline(dated, list.length);
  if (line) view.push(h('section', null, heading('Who had it when'), line));
  view.push(h('section', null, heading(`From the ${rootName} outward`, `${cluster.source ? 'What each article is to the one it derives from most directly.' : 'Without a known source: each article under the one it is closest to. An arrow stands only where the evidence shows who was first.'}${bare ? '' : ' Choose one to read the two side by side.'}`),
    h('div', { class: 'tree-head', 'aria-hidden': 'true' }, h('span'), h('span', null, 'published'), h('span', null, bare ? 'file' : `where in the ${rootName}'s text`)), h('ol', { class: 'tree' }, rows),
    cluster.shown < cluster.size ? h('p', { class: 'more soft' }, `${count(cluster.size - cluster.shown, 'further member')} left out of this page; --format json lists all.`) : null));
  if (text) view.push(h('section', null, heading(cluster.source ? 'What the others took' : 'What the others share with it', `The ${rootName}'s text. The warmer a passage, the more members carry it word for word.`), heat(top, text, list, withRoot, data.credits[top.at])));
  if (cluster.links.length) view.push(linksOf(cluster));
  const within = data.pairs.filter(pair => relations[pair.relation] === 'partial' && articles[pair.a].cluster !== articles[pair.b].cluster && (articles[pair.a].cluster === cluster || articles[pair.b].cluster === cluster));
  if (within.length) view.push(h('section', null, heading('Passages shared with other clusters'), h('ul', { class: 'notes' }, within.slice(0, 40).map(pair => {
    const own = articles[pair.a].cluster === cluster ? pair.a : pair.b, other = articles[own === pair.a ? pair.b : pair.a];
    return h('li', null, h('a', { href: `#pair-${articles[own].n}-${other.n}` }, bdi(other.title || other.id, other.lang)), h('span', { class: 'soft' }, ` · cluster ${other.cluster.n} · `, count(pair.passages.reduce((sum, p) => sum + p[4], 0), 'word'), ' shared with ', bdi(articles[own].title || articles[own].id, articles[own].lang)));
  }))));
  return { name: 'clusters', title: `Cluster ${n}: ${show(top.title || top.id)}`, view, up: '#clusters', next: n < clusters.length ? `#cluster-${n + 1}` : null, previous: n > 1 ? `#cluster-${n - 1}` : null, step: stepLinks };
}

function linksOf(cluster) {
  const by = new Map();
  for (const link of cluster.links) { by.has(link.n) || by.set(link.n, []); by.get(link.n).push(link); }
  return h('section', null, heading('Passages shared with articles outside', 'They quote or reuse a part of it, or are too unlike the other members to belong to them.'),
    h('ul', { class: 'notes' }, [...by.values()].map(([first, ...more]) => h('li', null, bdi(first.title, first.lang), h('span', { class: 'soft' }, first.outlet ? [' · ', bdi(first.outlet)] : null, first.words ? ` · ${count(first.words, 'word')} shared with ` : ` · reads as a ${relations[first.relation]} of `, bdi(articles[first.own].outlet || articles[first.own].title || articles[first.own].id), more.length ? ` and ${count(more.length, 'other member')}` : null)))));
}

function timeline(dated, all) {
  if (dated.length < 2) return null;
  const MOST = 24, list = [...dated].sort((x, y) => (precise(x) ? x.span[0] : middle(x)) - (precise(y) ? y.span[0] : middle(y)) || x.n - y.n).slice(0, MOST);
  const edges = article => precise(article) ? article.span : [article.span[0] + 840, article.span[1] - 720];
  let from = Math.min(...list.map(article => edges(article)[0])), to = Math.max(...list.map(article => edges(article)[1]));
  const pad = Math.max(20, (to - from) * .02); from -= pad; to += pad;
  const x = at => 100 * (at - from) / (to - from);
  const steps = [15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 43200, 129600, 525600], step = steps.find(step => (to - from) / step <= 7) || 525600 * Math.ceil((to - from) / 525600 / 7);
  const ticks = [];
  for (let at = Math.ceil(from / step) * step; at < to; at += step) if (x(at) > 3 && x(at) < 95) ticks.push(at);
  const name = (at, i) => step >= 1440 ? day(at).replace(/ \d{4}$/, '') : `${!i || at % 1440 === 0 ? `${day(at).replace(/ \d{4}$/, '')}, ` : ''}${clock(at)}`;
  return h('div', null, legend('the source or centre', list), h('div', { class: 'spread chart' }, list.map((article, i) => [
    h('span', { class: 'name', title: show(article.title) }, bdi(article.outlet || article.id)),
    h('div', { class: 'lane', role: 'img', 'aria-label': tip(article) }, ticks.map(at => css(h('span', { class: 'grid' }), { left: `${x(at)}%` })),
      precise(article) ? css(h('i', { class: article.of ? `r-${relationOf(article)}` : 'first', title: tip(article) }), { left: `${x(article.span[0])}%` }) : css(h('u', { class: `r-${relationOf(article)}`, title: tip(article) }), { left: `${x(edges(article)[0])}%`, width: `${x(edges(article)[1]) - x(edges(article)[0])}%` }))]),
    h('span', { class: 'small soft' }, all > list.length ? `${num(all - list.length)} more without a date${dated.length > MOST ? ' or later' : ''}` : null), h('div', { class: 'axis', 'aria-hidden': 'true' }, h('span'), ticks.map((at, i) => css(h('span', null, name(at, i)), { left: `${x(at)}%` })))));
}

/** The root's text, each stretch as warm as the number of members that carry it, and the members to pick from. */
function heat(top, text, list, withRoot, credits) {
  const worth = article => { const pair = withRoot.get(article); return pair.a_in_b + pair.sentences.length / 1e4; };
  const holders = list.filter(article => withRoot.get(article)).sort((x, y) => worth(y) - worth(x) || x.n - y.n), edges = new Set([0, text.length]);
  const carriers = Math.max(1, holders.filter(article => withRoot.get(article).passages.length).length);
  for (const article of holders) for (const [from, to] of withRoot.get(article).passages) { edges.add(from); edges.add(to); }
  for (const article of holders) for (const [from, to] of withRoot.get(article).sentences) { edges.add(from); edges.add(to); }
  for (const [from, to] of credits || []) { edges.add(from); edges.add(to); }
  const cuts = [...edges].filter(at => at <= text.length).sort((x, y) => x - y);
  const box = h('div', { class: 'text heat', dir: 'auto', lang: top.lang === 'und' ? null : top.lang }), spans = [];
  const covers = (ranges, from, to) => ranges.some(([start, end]) => start <= from && to <= end);
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]], who = holders.filter(article => covers(withRoot.get(article).passages, from, to));
    const level = who.length ? Math.ceil(4 * who.length / carriers) : 0;
    const credit = covers(credits || [], from, to);
    const span = h('span', { class: [level ? `k${level}` : '', credit ? 'cr-line' : ''].join(' ').trim() || null }, text.slice(from, to));
    spans.push({ span, from, to, who });
    box.append(span);
  }
  const idle = 'Point at a passage to see who carries it; choose a member to see what it carries.';
  const status = h('p', { class: 'status', 'aria-live': 'polite' }, idle), items = new Map();
  let picked = null;
  const pick = article => {
    picked = picked === article ? null : article;
    box.classList.toggle('picked', !!picked);
    for (const [other, item] of items) item.firstChild.setAttribute('aria-pressed', other === picked);
    for (const { span, from, to, who } of spans) {
      span.classList.toggle('on', !!picked && who.includes(picked));
      span.classList.toggle('in', !!picked && !who.includes(picked) && covers(withRoot.get(picked).sentences, from, to));
    }
    if (!picked) { status.textContent = idle; return; }
    const pair = withRoot.get(picked);
    status.replaceChildren(`${percent(pair.a_in_b)} of this text stands in it word for word; dotted: told in other words. `, h('a', { href: `#pair-${top.n}-${picked.n}` }, 'Side by side'));
  };
  box.addEventListener('mouseover', event => {
    const found = spans.find(({ span }) => span === event.target);
    if (!found) return;
    for (const [article, item] of items) item.classList.toggle('has', found.who.includes(article));
    if (!picked) status.textContent = found.who.length ? `In ${num(found.who.length)} of ${num(holders.length)}: ${found.who.slice(0, 6).map(article => show(article.outlet || article.id)).join(', ')}${found.who.length > 6 ? ' …' : ''}` : 'In no other member word for word.';
  });
  box.addEventListener('mouseleave', () => { for (const item of items.values()) item.classList.remove('has'); if (!picked) status.textContent = idle; });
  for (const article of holders) items.set(article, h('li', null, h('button', { class: 'pick', type: 'button', 'aria-pressed': 'false', onclick: () => pick(article) }, h('span', { class: 'one', title: show(article.title) }, bdi(article.outlet || article.title || article.id)), strip(text.length, withRoot.get(article), relationOf(article)))));
  return h('div', { class: 'shares' }, h('div', null, h('p', { class: 'small soft' }, 'fewer', h('span', { class: 'scale', 'aria-hidden': 'true' }, ['k1', 'k2', 'k3', 'k4'].map(k => h('i', { class: k }))), 'more members'), box),
    h('div', { class: 'side' }, h('h3', null, `${count(holders.length, 'member')} compared with it`), status, h('ul', null, [...items.values()])));
}

// ---- a pair

const escapeTerm = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Where the words of a list stand in a text, as whole words. */
function spots(text, terms) {
  const found = [];
  for (const term of terms.slice(0, 400)) {
    let pattern;
    try { pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escapeTerm(term)}(?![\\p{L}\\p{N}])`, 'gu'); } catch { continue; }
    for (let i = 0, match; i < 50 && (match = pattern.exec(text)); i++) { if (!match[0]) break; found.push([match.index, match.index + match[0].length]); }
  }
  return found;
}

const WORD = /\p{N}[\p{N}.,:]*\p{N}|\p{N}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|[\p{L}\p{M}]+/gu;
/** The words of two passages that differ, as ranges of either text: small edits inside what is else word for word. */
function edits(texts, [from, to, start, end]) {
  const words = (text, at, until) => [...text.slice(at, until).matchAll(WORD)].map(({ 0: word, index: i }) => ({ low: word.toLowerCase(), from: at + i, to: at + i + word.length }));
  let x = words(texts[0], from, to), y = words(texts[1], start, end), head = 0;
  while (head < x.length && head < y.length && x[head].low === y[head].low) head++;
  let tail = 0;
  while (tail < x.length - head && tail < y.length - head && x[x.length - 1 - tail].low === y[y.length - 1 - tail].low) tail++;
  x = x.slice(head, x.length - tail); y = y.slice(head, y.length - tail);
  // Longer than this, a table of all pairs of words would be felt.
  if (x.length * y.length > 2e6) return [[], []];
  const wide = y.length + 1, best = new Uint16Array((x.length + 1) * wide);
  for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--) best[i * wide + j] = x[i].low === y[j].low ? best[(i + 1) * wide + j + 1] + 1 : Math.max(best[(i + 1) * wide + j], best[i * wide + j + 1]);
  const out = [[], []];
  for (let i = 0, j = 0; i < x.length || j < y.length;) {
    if (i < x.length && j < y.length && x[i].low === y[j].low) { i++; j++; }
    else if (j >= y.length || (i < x.length && best[(i + 1) * wide + j] >= best[i * wide + j + 1])) { out[0].push([x[i].from, x[i].to]); i++; }
    else { out[1].push([y[j].from, y[j].to]); j++; }
  }
  return out;
}

/** What the sentences of two languages share, as ranges of either text, each with its link; `marks` are those of the two texts. */
function anchorLinks(pair, marks, concepts) {
  const inside = (list, from, to) => list.filter(([at, length]) => at >= from && at + length <= to);
  const links = [];
  pair.sentences.forEach(([from, to, start, stop], sentence) => {
    const others = inside(marks[1], start, stop), used = new Set();
    let end = -1;
    for (const [at, length, group] of inside(marks[0], from, to)) {
      const twin = at < end ? -1 : others.findIndex(([t, n, same], i) => same === group && !used.has(t));
      if (twin < 0) continue;
      const [t, n] = others[twin];
      used.add(t);
      end = at + length;
      links.push({ key: `n${links.length}`, kind: 'n', n: links.length, hue: links.length % 8, sentence, says: concepts[group] || '', ranges: [[at, at + length], [t, t + n]] });
    }
  });
  return links;
}

/** Passages that stand elsewhere among the others: all but a longest run of them in one order. */
function movedOf(passages) {
  const best = passages.map(() => [1, -1]);
  let last = -1;
  passages.forEach((p, i) => {
    for (let j = 0; j < i; j++) if (passages[j][2] <= p[2] && best[j][0] + 1 > best[i][0]) best[i] = [best[j][0] + 1, j];
    if (last < 0 || best[i][0] > best[last][0]) last = i;
  });
  const kept = new Set();
  for (let i = last; i >= 0; i = best[i][1]) kept.add(i);
  return new Set(passages.map((_, i) => i).filter(i => !kept.has(i)));
}

const QUOTES = /“([^“”]{2,400})”|„([^„“”]{2,400})[“”]|«([^«»]{2,400})»|»([^«»]{2,400})«|「([^「」]{2,400})」|『([^『』]{2,400})』|"([^"\n]{2,400})"/gu;
const spoken = text => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
/** For each text the quotes that the other has not, word for word: [start, end, words]. Short ones are titles and irony. */
function changedQuotes(texts) {
  const plain = texts.map(text => ` ${spoken(text)} `);
  return texts.map((text, side) => [...text.matchAll(QUOTES)].filter(({ 0: quote }) => { const words = spoken(quote); return (words.split(' ').length > 3 || words.length > 9 && /[\u3040-\u9fff]/.test(words)) && !plain[1 - side].includes(` ${words} `); })
    .map(({ 0: quote, index: at }) => [at, at + quote.length, quote]));
}

/** A text with its marks: passages, sentences told in other words, sentences of its own, changed terms, credit lines. */
function marked(text, { passages, sentences, own, terms, credits, edited, shared, quotes }, on) {
  const edges = new Set([0, text.length]), add = ranges => { for (const [from, to] of ranges) { edges.add(from); edges.add(to); } };
  [passages, sentences, own, terms, credits, edited, shared, quotes].forEach(add);
  const cuts = [...edges].filter(at => at <= text.length).sort((x, y) => x - y), find = (ranges, from, to) => ranges.findIndex(([start, end]) => start <= from && to <= end);
  const out = [];
  let open = null;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    const p = find(passages, from, to), st = p < 0 ? find(sentences, from, to) : -1, c = p < 0 && st < 0 ? find(own, from, to) : -1;
    const key = p >= 0 ? `p${p}` : st >= 0 ? `s${st}` : c >= 0 ? `c${c}` : '';
    if (!open || open.key !== key) {
      const id = p >= 0 ? passages[p][2] : st >= 0 ? sentences[st][2] : null;
      const node = id ? h('span', { class: `${key[0]} h${id.hue}${id.moved ? ' moved' : ''}`, tabindex: 0, role: 'button', 'data-link': id.key, title: id.moved ? 'moved: it stands elsewhere among the other passages' : null }) : h('span', { class: c >= 0 ? 'c' : null });
      if (id) on(node, id);
      open = { key, node };
      out.push(node);
    }
    const piece = text.slice(from, to), credit = find(credits, from, to) >= 0, term = find(terms, from, to) >= 0, edit = find(edited, from, to) >= 0, quote = find(quotes, from, to) >= 0;
    const anchor = find(shared, from, to), link = anchor >= 0 ? shared[anchor][2] : null;
    const classes = [term ? 't' : '', edit ? 'd' : '', quote ? 'q' : '', link ? `n h${link.hue}` : '', credit ? 'cr-line' : ''].filter(Boolean).join(' ');
    if (!classes) { open.node.append(document.createTextNode(show(piece))); continue; }
    const node = h('span', { class: classes, 'data-link': link ? link.key : null, title: link && link.says ? link.says : null }, piece);
    if (link) on(node, link);
    open.node.append(node);
  }
  return out;
}

/** A sentence with the marks around it, up to the blanks. */
function grown(text, from, to) {
  while (from > 0 && /[\p{Pi}\p{Ps}"'«„]/u.test(text[from - 1])) from--;
  while (to < text.length && /[\p{Po}\p{Pf}\p{Pe}\p{Pi}"'»]/u.test(text[to])) to++;
  return [from, to];
}

/** Sentences of two languages beside each other, with what stands between them; what they share is underlined in one colour. */
function sentencesBeside(texts, both, told, shared, pair) {
  const nodes = new Map(), starts = told.map(sentence => pair.sentences.indexOf(sentence));
  const light = (key, on) => { for (const node of nodes.get(key)) node.classList.toggle('hot', on); };
  const cell = (side, from, to, links) => {
    const article = both[side], out = h('div', { class: 'text', dir: 'auto', lang: article.lang === 'und' ? null : article.lang });
    let end = from;
    for (const link of links.filter(link => link.ranges[side][0] >= from && link.ranges[side][1] <= to).sort((x, y) => x.ranges[side][0] - y.ranges[side][0])) {
      const [start, stop] = link.ranges[side];
      if (start < end) continue;
      const twin = texts[1 - side].slice(...link.ranges[1 - side]), meaning = link.says ? `${link.says}: ${twin}` : twin;
      const node = h('span', { class: `n h${link.hue}`, tabindex: 0, role: 'button', 'data-link': link.key, title: meaning, 'aria-label': `${texts[side].slice(start, stop)}, in ${'BA'[side]}: ${twin}` }, texts[side].slice(start, stop));
      nodes.has(link.key) || nodes.set(link.key, []);
      nodes.get(link.key).push(node);
      const flash = () => { const other = nodes.get(link.key).find(found => found !== node); if (!other) return; other.classList.remove('flash'); void other.offsetWidth; other.classList.add('flash'); other.scrollIntoView({ block: 'nearest' }); live.textContent = show(`${'BA'[side]}: ${twin}`); return other; };
      node.addEventListener('mouseenter', () => light(link.key, true)); node.addEventListener('mouseleave', () => light(link.key, false));
      node.addEventListener('focus', () => light(link.key, true)); node.addEventListener('blur', () => light(link.key, false));
      node.addEventListener('click', flash);
      node.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); const other = flash(); if (other) other.focus({ preventScroll: true }); } });
      out.append(document.createTextNode(show(texts[side].slice(end, start))), node);
      end = stop;
    }
    out.append(document.createTextNode(show(texts[side].slice(end, to))));
    return out;
  };
  const rest = (side, from, to) => { const text = to > from ? texts[side].slice(from, to).trim() : ''; return /[\p{L}\p{N}]/u.test(text) ? h('div', { class: 'text soft', dir: 'auto', lang: both[side].lang === 'und' ? null : both[side].lang }, show(text).replace(/\n{2,}/g, '\n')) : null; };
  const gap = (one, two) => one || two ? h('li', { class: 'gap' }, one || h('div'), two || h('div')) : null;
  // Stops and quotation marks belong to their sentence.
  told = told.map(([from, to, start, stop, likeness]) => [...grown(texts[0], from, to), ...grown(texts[1], start, stop), likeness]);
  // What stands between two sentences of B goes before the later of them.
  const inB = told.map(([, , from, to]) => [from, to]).sort((x, y) => x[0] - y[0]), before = new Map();
  inB.forEach(([from], i) => before.set(from, i ? inB[i - 1][1] : 0));
  let end = 0;
  const rows = told.flatMap(([from, to, start, stop, likeness], i) => {
    const links = shared.filter(link => link.sentence === starts[i]);
    const between = gap(rest(0, end, from), rest(1, before.get(start), start));
    end = Math.max(end, to);
    return [between, h('li', null, cell(0, from, to, links), cell(1, start, stop, links), h('span', { class: 'small soft like', title: 'how much of what either says the other says too, by names, numbers and concepts' }, `${likeness}%`))];
  });
  const tail = gap(rest(0, end, texts[0].length), rest(1, inB[inB.length - 1][1], texts[1].length));
  return h('div', { class: 'beside' }, h('p', { class: 'hint' }, `${count(told.length, 'sentence')} with ${told.length === 1 ? 'its' : 'their'} twins. Names, numbers and concepts that both have are underlined in one colour: point at one to see its twin. On the right: how much of what either says the other says too. Grey: what stands between, without a twin that is certain.`), h('ol', null, rows, tail));
}

async function pairView(x, y) {
  const a = place.get(x), b = place.get(y);
  if (a === undefined || b === undefined) return missing(`The text of article ${a === undefined ? x : y} is not in this page.`);
  const A = articles[a], B = articles[b];
  if (A.cluster.chunk === null || B.cluster.chunk === null) return missing(WITHOUT, `#cluster-${(A.cluster.chunk === null ? A : B).cluster.n}`);
  const pair = await pairOf(a, b);
  if (!pair) return missing(`Articles ${x} and ${y} were not matched with each other, or a text is left out to keep this page small.`, `#cluster-${A.cluster.n}`);
  const [dataA, dataB] = [await chunk(A.cluster.chunk), await chunk(B.cluster.chunk)];
  const texts = [dataA.texts[a], dataB.texts[b]], name = pair.relation === null ? 'no match' : relations[pair.relation];
  const whole = pair.passages.length === 1 && name === 'identical';
  const links = pair.passages.map((p, i) => ({ key: `p${i}`, hue: i % 8, kind: 'p', n: i, words: p[4] || A.words }));
  // A sentence that a passage holds is told by it.
  const held = ([from, to]) => pair.passages.some(p => p[0] < to && from < p[1] && Math.min(to, p[1]) - Math.max(from, p[0]) > .6 * (to - from));
  const told = pair.sentences.filter(sentence => !held(sentence));
  const changedWords = [[], []];
  for (const passage of pair.passages) edits(texts, passage).forEach((ranges, side) => changedWords[side].push(...ranges));
  const foreign = A.lang !== B.lang, found = (await pairChunk(a, b)) || dataA, shared = foreign ? anchorLinks(pair, [found.marks[a] || [], found.marks[b] || []], found.concepts) : [], quotes = foreign ? [[], []] : changedQuotes(texts);
  const both = link => { const [p, q] = link.ranges.map(([from, to], side) => texts[side].slice(from, to)); const same = p.toLowerCase() === q.toLowerCase() ? p : `${p} / ${q}`; return link.says && !same.toLowerCase().split(' / ').includes(link.says.toLowerCase()) ? `${link.says} (${same})` : same; };
  const sharedTerms = [...new Set(shared.map(both))];
  const moved = movedOf(pair.passages);
  links.forEach(link => { link.moved = moved.has(link.n); });
  const sentenceLinks = told.map((_, i) => ({ key: `s${i}`, hue: (i + 3) % 8, kind: 's', n: i }));
  const nodes = new Map();
  let panes, current = -1;
  const show2 = (key, from, focus) => {
    const both = nodes.get(key);
    if (!both || !both[0].length || !both[1].length) return;
    const target = both[1 - from][0], pane = panes[1 - from], own = both[from][0], ownPane = panes[from];
    // The twin comes to stand beside it, or at least into sight.
    const level = own.getBoundingClientRect().top - ownPane.getBoundingClientRect().top;
    pane.scrollTop += target.getBoundingClientRect().top - pane.getBoundingClientRect().top - Math.max(20, Math.min(level, ownPane.clientHeight - 80));
    for (const node of both[1 - from]) { node.classList.remove('flash'); void node.offsetWidth; node.classList.add('flash'); }
    const link = [...links, ...sentenceLinks, ...shared].find(link => link.key === key);
    if (link.kind === 'p') { current = link.n; place_.textContent = `${current + 1} of ${links.length}`; }
    live.textContent = `${{ p: 'Passage', s: 'Sentence', n: 'Shared' }[link.kind]} ${link.n + 1}: its twin in ${'BA'[from]} is in sight`;
    if (focus) target.focus({ preventScroll: true });
    ribbons();
  };
  const light = (key, on) => { for (const node of (nodes.get(key) || []).flat()) node.classList.toggle('hot', on); for (const path of svg.querySelectorAll('path')) if (path.dataset.link === key) path.classList.toggle('hot', on); };
  const on = side => (node, link) => {
    nodes.has(link.key) || nodes.set(link.key, [[], []]);
    nodes.get(link.key)[side].push(node);
    node.addEventListener('mouseenter', () => light(link.key, true)); node.addEventListener('mouseleave', () => light(link.key, false));
    node.addEventListener('focus', () => light(link.key, true)); node.addEventListener('blur', () => light(link.key, false));
    node.addEventListener('click', event => { event.stopPropagation(); show2(link.key, side); });
    node.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); show2(link.key, side, true); } });
  };
  const pane = side => {
    const text = texts[side], data = [dataA, dataB][side], article = [A, B][side], at = side * 2;
    const cut = data.cut.includes([a, b][side]);
    return h('div', { class: `pane ${side ? 'right' : 'left'}`, tabindex: 0, role: 'region', 'aria-label': `Text of ${'AB'[side]}` }, h('div', { class: 'text', dir: 'auto', lang: article.lang === 'und' ? null : article.lang },
      marked(text, { passages: pair.passages.map((p, i) => [p[at], p[at + 1], links[i]]), sentences: told.map((p, i) => [p[at], p[at + 1], sentenceLinks[i]]), own: side ? pair.additions : pair.cuts, terms: spots(text, [...pair.numbers[side], ...pair.names[side]]), credits: data.credits[[a, b][side]] || [], edited: changedWords[side], quotes: quotes[side], shared: shared.map(link => [...link.ranges[side], link]) }, on(side))), cut ? h('p', { class: 'soft' }, 'The rest of this very long text is left out here.') : null);
  };
  const svg = s('svg', { 'aria-hidden': 'true' }), gutter = h('div', { class: 'gutter' }, svg);
  panes = [pane(0), pane(1)];
  const box = h('div', { class: 'panes show-p show-s show-c show-t show-n' }, panes[0], gutter, panes[1]);
  let frame = 0;
  const draw = () => {
    frame = 0;
    const base = gutter.getBoundingClientRect(), width = base.width, height = base.height;
    const span = list => { let top = Infinity, bottom = -Infinity; for (const node of list) for (const rect of node.getClientRects()) { top = Math.min(top, rect.top); bottom = Math.max(bottom, rect.bottom); } return [top - base.top, bottom - base.top]; };
    const paths = [];
    for (const link of [...links, ...sentenceLinks]) {
      if (!box.classList.contains(`show-${link.kind}`)) continue;
      const both = nodes.get(link.key);
      if (!both || !both[0].length || !both[1].length) continue;
      const [[p, q], [r, t]] = both.map(span);
      if ((q < 0 && t < 0) || (p > height && r > height)) continue;
      const m = width / 2;
      const d = link.kind === 'p' ? `M0 ${p} C${m} ${p} ${m} ${r} ${width} ${r} L${width} ${t} C${m} ${t} ${m} ${q} 0 ${q} Z` : `M0 ${(p + q) / 2} C${m} ${(p + q) / 2} ${m} ${(r + t) / 2} ${width} ${(r + t) / 2}`;
      const path = s('path', { class: `${link.kind}-link h${link.hue}`, d, 'data-link': link.key });
      path.addEventListener('mouseenter', () => light(link.key, true)); path.addEventListener('mouseleave', () => light(link.key, false)); path.addEventListener('click', () => show2(link.key, 0));
      paths.push(path);
    }
    svg.replaceChildren(...paths);
  };
  const ribbons = () => { if (!frame) frame = requestAnimationFrame(draw); };
  panes.forEach(node => node.addEventListener('scroll', ribbons, { passive: true }));
  addEventListener('resize', ribbons);
  const go = by => {
    if (!links.length) return;
    current = current < 0 ? (by > 0 ? 0 : links.length - 1) : (current + by + links.length) % links.length;
    const both = nodes.get(`p${current}`);
    if (!both || !both[0].length) return;
    panes[0].scrollTop += both[0][0].getBoundingClientRect().top - panes[0].getBoundingClientRect().top - panes[0].clientHeight / 4;
    show2(`p${current}`, 0);
    both[0][0].focus({ preventScroll: true });
  };
  const place_ = h('span', { class: 'soft' }, links.length ? `${links.length}` : 'none');
  const toggle = (key, text, sample, n) => n ? h('label', null, h('input', { type: 'checkbox', checked: true, onchange: event => { box.classList.toggle(`show-${key}`, event.target.checked); ribbons(); } }), sample, text) : null;
  const changed = pair.numbers.flat().length + pair.names.flat().length + changedWords.flat().length + quotes.flat().length;
  const tools = h('div', { class: 'tools' },
    toggle('p', `${count(links.length, 'passage')} word for word${moved.size ? `, ${num(moved.size)} moved` : ''}`, null, links.length),
    toggle('s', `${count(told.length, 'sentence')} in other words`, null, told.length),
    toggle('c', h('span', null, h('span', { class: 'sample chip lost' }, `${pair.cuts.length} only in A`), ' ', h('span', { class: 'sample chip new' }, `${pair.additions.length} only in B`)), null, pair.cuts.length + pair.additions.length),
    toggle('t', [h('b', { class: 'sample t' }, 'changed'), ' numbers, names, words and quotes'], null, changed),
    toggle('n', [h('span', { class: 'n' }, 'names, numbers and concepts'), ' in both'], null, shared.length),
    h('span', { class: 'push' }, links.length ? ['Passage ', place_, h('button', { class: 'button', type: 'button', 'aria-label': 'Previous passage', title: 'p', onclick: () => go(-1) }, '↑'), h('button', { class: 'button', type: 'button', 'aria-label': 'Next passage', title: 'n', onclick: () => go(1) }, '↓')] : null, h('a', { class: 'button', href: `#pair-${y}-${x}`, title: 's' }, 'Swap')));
  const beside = foreign && told.length ? sentencesBeside(texts, [A, B], told, shared, pair) : null;
  const views = beside ? h('div', { class: 'views', role: 'group', 'aria-label': 'Show' }, [['sentences', 'Sentence by sentence'], ['texts', 'Whole texts']].map(([id, name]) => h('button', { class: 'button', type: 'button', 'data-shown': id, 'aria-pressed': String(id === 'sentences'), onclick: event => {
    for (const button of views.children) button.setAttribute('aria-pressed', String(button === event.currentTarget));
    beside.hidden = id !== 'sentences'; box.hidden = tools.hidden = id === 'sentences'; ribbons();
  } }, name))) : null;
  if (beside) box.hidden = tools.hidden = true;
  const who = (article, letter) => h('div', null, h('h2', { dir: 'auto', lang: article.lang === 'und' ? null : article.lang }, h('span', { class: 'badge', dir: 'ltr' }, letter), ' ', article.title || article.id),
    h('p', { class: 'small soft' }, [article.outlet ? bdi(article.outlet) : null, article.byline ? bdi(article.byline) : null, when(article) || 'no date', language(article.lang), count(article.words, 'word')].filter(Boolean).flatMap((part, i) => i ? [' · ', part] : [part]), h('br'), bdi(article.id), article.url ? [' · ', h('a', { href: article.url, rel: 'noopener noreferrer', target: '_blank' }, 'original')] : null));
  const chips = (list, kind) => list.length ? [list.slice(0, 14).map(term => h('bdi', { class: `chip ${kind}` }, term)), list.length > 14 ? h('span', { class: 'soft' }, `and ${list.length - 14} more`) : null] : h('span', { class: 'soft' }, 'none');
  const change = (title, [lost, fresh]) => h('div', null, h('h2', null, title), h('p', null, h('span', { class: 'soft' }, 'only in A'), chips(lost, 'lost')), h('p', null, h('span', { class: 'soft' }, 'only in B'), chips(fresh, 'new')));
  const credit = (article, letter) => { const list = credited(article); return h('p', null, h('span', { class: 'badge' }, letter), list.length ? list.map(item => h('span', { class: 'chip cr' }, creditText(item))) : h('span', { class: 'soft' }, (article.credits || []).length ? creditText(article.credits[0]) : 'credits nobody')); };
  const order = pair.directed ? 'The evidence shows that B derives from A.' : pair.backwards ? 'The evidence shows that A derives from B.' : 'Nothing on this pair alone shows who was first.';
  const shares = name === 'identical' || !(pair.a_in_b + pair.b_in_a) ? '' : ` Word for word, ${percent(pair.a_in_b)} of A stands in B and ${percent(pair.b_in_a)} of B in A.`;
  const view = [
    h('nav', { class: 'crumbs', 'aria-label': 'Place' }, h('a', { href: '#clusters' }, 'Clusters'), h('a', { href: `#cluster-${A.cluster.n}` }, `Cluster ${num(A.cluster.n)}`), h('span', null, `Articles ${x} and ${y}`)),
    h('h1', null, only && name === 'no match' ? 'A and B are not related' : VERDICT[name], ' ', h('span', { class: 'soft' }, `· ${percent(pair.confidence)}`)),
    h('p', { class: 'hint' }, only && name === 'no match' ? `Neither is made of the other.${shares}` : `${name[0].toUpperCase()}${name.slice(1)}: ${MEANING[name] || UNMATCHED}.${shares} ${only && !pair.directed && !pair.backwards ? '' : order}`),
    h('div', { class: foreign ? 'diff' : 'diff four' }, foreign ? h('div', { class: 'both' }, h('h2', null, 'Names, numbers and concepts in both'), h('p', null, chips(sharedTerms, 'n-chip'))) : [change('Numbers', pair.numbers), change('Names', pair.names), change('Quotes', quotes.map(list => list.map(([, , quote]) => [...show(quote)].length > 90 ? `${[...show(quote)].slice(0, 88).join('')}…` : quote)))], h('div', null, h('h2', null, 'Credits'), credit(A, 'A'), credit(B, 'B'))),
    h('div', { class: 'who' }, who(A, 'A'), who(B, 'B')), views, beside, tools, box];
  return { name: 'clusters', title: `${VERDICT[name]} (${x}, ${y})`, wide: true, view, up: `#cluster-${A.cluster.n}`, swap: `#pair-${y}-${x}`, passage: go, shown: ribbons, close: () => removeEventListener('resize', ribbons) };
}

const missing = (why, up) => ({ name: '', title: 'Not here', view: [h('h1', null, 'Not in this report'), h('p', { class: 'hint' }, why), h('p', null, h('a', { class: 'button', href: up || '#' }, up ? 'To the cluster' : 'To the overview'))], up });

function stepLinks(by) {
  const links = [...main.querySelectorAll('[data-step]')], now = links.indexOf(document.activeElement), next = now < 0 ? 0 : now + by;
  if (links[next]) { links[next].focus({ preventScroll: true }); links[next].scrollIntoView({ block: 'nearest' }); }
}
function stepRows(by) {
  const links = [...main.querySelectorAll('[data-row]')], now = links.indexOf(document.activeElement), next = now < 0 ? 0 : now + by;
  if (links[next]) { links[next].focus({ preventScroll: true }); links[next].scrollIntoView({ block: 'nearest' }); }
}

// ---- from one view to another

let shownView = null, turn = 0, lastHash = null;
const scrolls = new Map();
async function route() {
  const mine = ++turn, hash = only && !location.hash.startsWith('#pair-') ? only : location.hash;
  const [path, rest] = hash.replace(/^#/, '').split(/\?(.*)/s);
  if (path === 'main') return;
  let view, match;
  try {
    if ((match = /^cluster-(\d{1,9})$/.exec(path))) view = await clusterView(Number(match[1]));
    else if ((match = /^pair-(\d{1,10})-(\d{1,10})$/.exec(path))) view = await pairView(Number(match[1]), Number(match[2]));
    else if ((match = /^article-(\d{1,10})$/.exec(path))) { const at = place.get(Number(match[1])); view = at === undefined ? missing('This article is not in a cluster of this page.') : await clusterView(articles[at].cluster.n); }
    else if (path === 'clusters') view = listView(new URLSearchParams(rest || ''));
    else if (path === 'outlets') view = outletsView();
    else if (!path) view = overview();
    else view = missing('There is no such place in this report.');
  } catch (error) { console.error(error); view = missing('This part of the report cannot be read: the file may be damaged.'); }
  if (mine !== turn) { if (view.close && view !== shownView) view.close(); return; }
  if (shownView) { if (shownView.close && shownView !== view && shownView.name + lastHash !== view.name + hash) shownView.close(); }
  const first = lastHash === null;
  lastHash = hash;
  shownView = view;
  if (view.name !== 'clusters' || !view.step || path !== 'clusters') query.value = '';
  main.classList.toggle('wide', !!view.wide);
  main.replaceChildren(...view.view.flat(Infinity).filter(Boolean));
  document.title = show(`${view.title} · wirecopy report`);
  for (const link of document.querySelectorAll('.top nav a')) if (link.dataset.view === view.name) link.setAttribute('aria-current', 'page'); else link.removeAttribute('aria-current');
  if (!first) main.focus({ preventScroll: true });
  scrollTo(0, scrolls.get(hash) || 0);
  dispatchEvent(new Event('resize'));
  if (view.shown) { view.shown(); document.fonts && document.fonts.ready.then(view.shown); }
  root.dataset.ready = hash || 'overview';
}
addEventListener('hashchange', route);
addEventListener('scroll', () => { if (lastHash !== null && (location.hash || only) === lastHash) scrolls.set(lastHash, scrollY); }, { passive: true });

const goTo = hash => { if (hash !== null && hash !== undefined) location.hash = hash; };
let waiting = 0;
query.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (search) search(query.value); else if (query.value.trim()) goTo(`#clusters?q=${encodeURIComponent(query.value)}`); }, 120);
});
$('search').addEventListener('submit', event => { event.preventDefault(); const firstRow = main.querySelector('[data-row]'); if (firstRow) firstRow.focus(); });
$('skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });

const theme = value => { if (value) root.dataset.theme = value; try { localStorage.setItem('wirecopy-theme', value); } catch { /* a page from a mail may have no storage */ } };
try { const kept = localStorage.getItem('wirecopy-theme'); if (kept === 'light' || kept === 'dark') root.dataset.theme = kept; } catch { /* as above */ }
const switchTheme = () => theme((root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark');
$('theme').addEventListener('click', switchTheme);
const keys = $('keys');
$('help').addEventListener('click', () => keys.showModal());

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'checkbox';
  if (typing) { if (event.key === 'Escape') event.target.blur(); return; }
  const view = shownView || {};
  const actions = {
    '/': () => { query.focus(); query.select(); }, '?': () => keys.showModal(), t: switchTheme, o: () => goTo('#'), c: () => goTo('#clusters'), u: () => goTo(view.up || '#'),
    j: () => (view.step || stepRows)(1), k: () => (view.step || stepRows)(-1), '[': () => goTo(view.previous), ']': () => goTo(view.next),
    n: () => view.passage && view.passage(1), p: () => view.passage && view.passage(-1), s: () => goTo(view.swap),
  };
  if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
});

(async () => {
  try {
    index = await unpack('index');
    prepare();
    await route();
  } catch (error) {
    console.error(error);
    main.replaceChildren(h('h1', null, 'This report cannot be opened here'), h('p', { class: 'hint' }, 'It needs a browser of 2023 or later (DecompressionStream). With scripts turned off the clusters are shown as plain text.'));
  }
})();
})();
