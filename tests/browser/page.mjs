// Walks through the report as a reader would.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from './driver.mjs';

const [,, executable, work] = process.argv;
const pictures = process.env.SCREENSHOTS;
if (pictures) mkdirSync(pictures, { recursive: true });
const address = name => pathToFileURL(join(work, name)).href;
const browser = await Browser.start(executable);
let failed = 0, checks = 0;

async function check(name, options, walk) {
  const page = await browser.page(options);
  try {
    await walk(page);
    assert.deepEqual(page.errors, [], 'nothing on the console');
    const foreign = page.requests.filter(url => !/^(file|blob|about):/.test(url));
    assert.deepEqual(foreign, [], 'no request');
    checks += 1;
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}\n${page.errors.join('\n')}`);
  }
  await page.close();
}
const picture = (page, name, whole) => pictures && page.picture(join(pictures, `${name}.png`), whole);
const open = async (page, name, hash = '') => {
  await page.open(address(name) + hash);
  await page.until(`document.documentElement.dataset.ready`);
};
const text = (page, selector) => page.get(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`);
const all = (page, selector) => page.get(`document.querySelectorAll(${JSON.stringify(selector)}).length`);

/** The number of the cluster whose source or centre has this outlet. */
const clusterOf = async (page, words) => {
  await open(page, 'newsroom.html', `#clusters?q=${encodeURIComponent(words)}`);
  await page.until(`document.querySelector('[data-row]')`);
  return page.get(`document.querySelector('[data-row]').dataset.row`);
};

await check('the page is small and opens at once', {}, async page => {
  assert.ok(statSync(join(work, 'newsroom.html')).size < 2_000_000);
  const start = Date.now();
  await open(page, 'newsroom.html');
  assert.ok(Date.now() - start < 3000, 'open in three seconds');
});

await check('overview', {}, async page => {
  await open(page, 'newsroom.html');
  assert.match(await text(page, 'h1'), /^\d+ of \d+ articles share their source/);
  for (const part of ['Largest clusters', 'How fast stories spread', 'When articles were published', 'Who takes from whom', 'Outlets', 'Languages', 'What the words mean']) {
    assert.ok(await page.get(`[...document.querySelectorAll('h2')].some(h => h.textContent === ${JSON.stringify(part)})`), part);
  }
  assert.equal(await all(page, '.figures > div'), 6);
  assert.ok(await all(page, '.lane i.first') > 5, 'the first of each story');
  assert.ok(await all(page, '.flow .tip') > 10, 'arrows between outlets');
  assert.equal(await text(page, '[aria-current=page]'), 'Overview');
  await picture(page, 'overview', true);
  // An outlet leads to its clusters.
  await page.get(`document.querySelector('.flow a').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))`);
  await page.until(`location.hash.startsWith('#clusters?outlet=')`);
});

await check('list of clusters: search, filters, sorting, what stands alone', {}, async page => {
  await open(page, 'newsroom.html', '#clusters');
  const total = Number(await page.get(`document.querySelector('.count').textContent.match(/\\d+/)[0]`));
  assert.ok(total > 20);
  assert.ok(await all(page, '[data-row]') < total, 'only what is in sight is in the document');
  await page.get(`scrollTo(0, document.body.scrollHeight)`);
  await page.until(`document.querySelector('[data-row="${total}"]')`);
  await page.get(`scrollTo(0, 0)`);
  await page.key('/');
  assert.equal(await page.get(`document.activeElement.id`), 'q');
  await page.type('ferry syros');
  await page.until(`/^\\d of/.test(document.querySelector('.count').textContent)`);
  assert.match(await text(page, '[data-row]'), /Syros/);
  assert.ok(await all(page, '[data-row] mark') > 0);
  assert.equal(await page.get(`new URLSearchParams(location.hash.split('?')[1]).get('q')`), 'ferry syros');
  await picture(page, 'search');
  // Accents and case do not matter, and singles are found too.
  await page.go('#clusters?q=PONT');
  await page.go('#clusters?q=nothing-has-this');
  assert.match(await text(page, '.empty'), /Nothing fits/);
  const alone = await page.get(`(async () => { const node = document.getElementById('others'); const bytes = Uint8Array.from(atob(node.textContent), c => c.charCodeAt(0)); const list = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).json(); return list[0][1]; })()`);
  await page.go(`#clusters?q=${encodeURIComponent(alone)}`);
  await page.until(`[...document.querySelectorAll('h2')].some(h => h.textContent === 'Not in these clusters')`);
  await page.go('#clusters?relation=excerpt');
  const excerpts = Number((await text(page, '.count')).split(' ')[0]);
  assert.ok(excerpts > 0 && excerpts < total);
  assert.equal(await page.get(`document.querySelector('[data-filter=relation]').value`), 'excerpt');
  await page.get(`{ const node = document.querySelector('[data-filter=language]'); node.value = 'ja'; node.dispatchEvent(new Event('change')); }`);
  assert.ok(Number((await text(page, '.count')).split(' ')[0]) <= excerpts);
  assert.equal(await page.get(`new URLSearchParams(location.hash.split('?')[1]).get('language')`), 'ja');
  await page.go('#clusters?source=known&sort=languages');
  const langs = await page.get(`[...document.querySelectorAll('[data-row] .langs')].map(node => node.getAttribute('aria-label').split(', ').length)`);
  assert.deepEqual(langs, [...langs].sort((x, y) => y - x));
});

await check('a cluster', {}, async page => {
  const n = Number(await clusterOf(page, 'rift newswire'));
  await page.go(`#cluster-${n}`);
  assert.match(await text(page, '.crumbs'), new RegExp(`Cluster ${n} of`));
  assert.match(await text(page, '.verdict'), /Source: Rift Newswire/);
  assert.ok(await all(page, '.verdict li') >= 2, 'reasons');
  assert.ok(await all(page, '.tree li') >= 16);
  assert.ok(await all(page, '.tree .strip rect.v') > 5, 'where in the source');
  assert.ok(await all(page, '.heat .k4, .heat .k3, .heat .k2, .heat .k1') > 3, 'the source in colour');
  assert.ok(await all(page, '.lane') > 5, 'timeline');
  await picture(page, 'cluster', true);
  // The parts of one member.
  await page.mouse('.side .pick');
  assert.equal(await page.get(`document.querySelector('.side .pick').getAttribute('aria-pressed')`), 'true');
  assert.ok(await all(page, '.heat .on') > 0);
  assert.match(await text(page, '.status'), /word for word/);
  await page.key(']');
  await page.until(`document.documentElement.dataset.ready === '#cluster-${n + 1}'`);
  await page.key('[');
  await page.until(`document.documentElement.dataset.ready === '#cluster-${n}'`);
  await page.key('j');
  await page.key('Enter');
  await page.until(`document.documentElement.dataset.ready.startsWith('#pair-')`);
  await page.key('u');
  await page.until(`document.documentElement.dataset.ready === '#cluster-${n}'`);
  await page.go('#cluster-9999');
  assert.match(await text(page, 'main'), /There is no cluster 9999/);
});

await check('every cluster and its pairs', {}, async page => {
  await open(page, 'newsroom.html', '#clusters');
  const total = Number(await page.get(`document.querySelector('.count').textContent.match(/\\d+/)[0]`));
  for (let n = 1; n <= total; n++) {
    await page.go(`#cluster-${n}`);
    const link = await page.get(`[...document.querySelectorAll('.tree a')].at(-1)?.hash`);
    assert.match(link, /^#pair-\d+-\d+$/, `cluster ${n}`);
    await page.go(link);
    assert.equal(await all(page, '.pane'), 2, link);
    const shown = await page.get(`[...document.querySelectorAll('.pane .text')].map(node => node.textContent.length)`);
    assert.ok(shown.every(length => length > 20), link);
  }
});

await check('a pair', { width: 1440 }, async page => {
  await page.go(`#cluster-${await clusterOf(page, 'rift newswire')}`);
  const link = await page.get(`[...document.querySelectorAll('.tree li')].find(node => node.title.endsWith('08-rift-newswire.md')).querySelector('a').hash`);
  await page.go(link);
  assert.match(await text(page, 'h1'), /near copies/);
  assert.match(await text(page, '.diff'), /41.*Musoma/);
  assert.match(await text(page, '.diff'), /It is a gesture/, 'a quote that only one has');
  assert.ok(await all(page, '.right .q') > 0, 'marked in the text');
  assert.ok(await all(page, '.left .p') >= 4 && await all(page, '.right .p') >= 4);
  assert.ok(await all(page, '.right .c') > 0, 'additions');
  assert.ok(await all(page, '.right .t') > 0, 'changed names and numbers');
  assert.ok(await all(page, '.right .cr-line') > 0, 'the credit line');
  await page.until(`document.querySelectorAll('.gutter path').length > 1`);
  // From a passage to its twin: it comes into sight.
  const last = await page.get(`[...document.querySelectorAll('.left .p')].at(-1).dataset.link`);
  const inSight = `(() => { const node = document.querySelector('.right [data-link=${last}]').getBoundingClientRect(), pane = document.querySelector('.right.pane').getBoundingClientRect(); return node.top >= pane.top - 1 && node.top < pane.bottom; })()`;
  await page.get(`document.querySelector('.right.pane').scrollTop = 0`);
  await page.mouse(`.left [data-link=${last}]`);
  await page.until(inSight);
  assert.ok(await all(page, `.right .flash[data-link=${last}]`) > 0);
  assert.ok(await all(page, `.right .hot[data-link=${last}]`) > 0, 'lit while pointed at');
  await picture(page, 'pair');
  await page.key('n');
  await page.until(`/ of /.test(document.querySelector('.tools .push').textContent)`);
  await page.key('p');
  // Marks can be turned off.
  await page.mouse('.tools input');
  assert.equal(await page.get(`document.querySelector('.panes').classList.contains('show-p')`), false);
  await page.key('s');
  const [, x, y] = link.match(/(\d+)-(\d+)/);
  await page.until(`document.documentElement.dataset.ready === '#pair-${y}-${x}'`);
  assert.ok(await all(page, '.left .c') > 0, 'what was added is now cut');
  await page.go('#pair-1-99999');
  assert.match(await text(page, 'main'), /Not in this report/);
  await page.print(true);
  await page.go(link);
  await picture(page, 'print', true);
});

await check('scripts of all kinds', { width: 1440 }, async page => {
  await open(page, 'newsroom.html', '#clusters?language=ar');
  await page.until(`document.querySelector('[data-row]')`);
  await page.go(`#cluster-${await page.get(`document.querySelector('[data-row]').dataset.row`)}`);
  const link = await page.get(`[...document.querySelectorAll('.tree li')].find(node => node.querySelector('[lang=ar]') && node.querySelector('a')).querySelector('a').hash`);
  await page.go(link);
  assert.equal(await page.get(`getComputedStyle(document.querySelector('.pane .text:lang(ar)')).direction`), 'rtl');
  assert.equal(await all(page, '.c'), 0, 'two languages have no sentence in common, and none is called cut');
  await picture(page, 'arabic');
  await page.go('#clusters?language=ja');
  await page.go(`#cluster-${await page.get(`document.querySelector('[data-row]').dataset.row`)}`);
  await picture(page, 'japanese', true);
});

await check('two languages, sentence by sentence', { width: 1440 }, async page => {
  await open(page, 'newsroom.html', '#clusters?language=de');
  await page.until(`document.querySelector('[data-row]')`);
  await page.go(`#cluster-${await page.get(`document.querySelector('[data-row]').dataset.row`)}`);
  const link = await page.get(`[...document.querySelectorAll('.tree li')].find(node => node.querySelector('.rel.r-translation') && node.querySelector('[lang=de]') && node.querySelector('a')).querySelector('a').hash`);
  await page.go(link);
  assert.ok(await all(page, '.beside li:not(.gap)') >= 4, 'sentences with their twins');
  assert.ok(await all(page, '.beside .n') >= 12, 'what they share');
  assert.equal(await page.get(`document.querySelector('.panes').checkVisibility()`), false);
  // Both ends are lit, and a click leads from one to the other.
  const key = await page.get(`document.querySelector('.beside .n').dataset.link`);
  assert.equal(await all(page, `.beside [data-link=${key}]`), 2);
  await page.mouse(`.beside [data-link=${key}]`);
  assert.equal(await all(page, `.beside .hot[data-link=${key}]`), 2);
  assert.equal(await all(page, `.beside .flash[data-link=${key}]`), 1);
  assert.match(await page.get(`document.querySelector('.beside .n').getAttribute('aria-label')`), /, in B: ./);
  await picture(page, 'sentences', true);
  await page.mouse('.views button:last-child');
  assert.equal(await page.get(`document.querySelector('.panes').checkVisibility()`), true);
  assert.equal(await page.get(`document.querySelector('.beside').checkVisibility()`), false);
  assert.ok(await all(page, '.panes .n') >= 12);
  await page.mouse('.left .n');
  assert.ok(await all(page, '.right .flash') > 0);
  await picture(page, 'two-languages');
  // From the other side it is the same.
  const pairs = await all(page, '.beside li:not(.gap)');
  await page.key('s');
  await page.until(`document.documentElement.dataset.ready !== '${link}'`);
  assert.equal(await all(page, '.beside li:not(.gap)'), pairs);
});

await check('a source that is not here', {}, async page => {
  await open(page, 'newsroom.html', '#clusters?source=absent');
  await page.until(`document.querySelector('[data-row]')`);
  assert.match(await text(page, '[data-row] .meta'), /source not here: /);
  await page.go(`#cluster-${await page.get(`document.querySelector('[data-row]').dataset.row`)}`);
  assert.match(await text(page, '.verdict'), /All derive from a text that is not here\. They credit ./);
});

await check('outlets', {}, async page => {
  await open(page, 'newsroom.html', '#outlets');
  assert.ok(await all(page, 'tbody tr') > 50);
  await page.mouse('thead th:first-child button');
  assert.equal(await page.get(`document.querySelector('thead th').getAttribute('aria-sort')`), 'ascending');
  await picture(page, 'outlets');
});

await check('dark, keys, theme', { dark: true }, async page => {
  await open(page, 'newsroom.html');
  const paper = `getComputedStyle(document.body).backgroundColor`;
  const dark = await page.get(paper);
  await picture(page, 'dark');
  await page.key('t');
  assert.notEqual(await page.get(paper), dark);
  await page.key('t');
  assert.equal(await page.get(paper), dark);
  await page.key('?');
  assert.ok(await page.get(`document.getElementById('keys').open`));
  await page.key('Escape');
  await page.until(`!document.getElementById('keys').open`);
  await page.key('j');
  assert.equal(await page.get(`document.activeElement.dataset.row`), '1');
  await page.key('c');
  await page.until(`document.documentElement.dataset.ready === '#clusters'`);
  await page.key('j'); await page.key('j'); await page.key('k'); await page.key('Enter');
  await page.until(`document.documentElement.dataset.ready === '#cluster-1'`);
  await page.get(`history.back()`);
  await page.until(`document.documentElement.dataset.ready === '#clusters'`);
});

await check('names, labels and contrast', {}, async page => {
  for (const [name, hash] of [['overview', '#'], ['clusters', '#clusters'], ['cluster', '#cluster-1'], ['outlets', '#outlets']]) {
    await open(page, 'newsroom.html');
    await page.go(hash);
    const nameless = await page.get(`[...document.querySelectorAll('a, button, input, select, [role=button], [role=img]')].filter(node => node.checkVisibility() && !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length || node.querySelector('title'))).map(node => node.outerHTML.slice(0, 120))`);
    assert.deepEqual(nameless, [], name);
    const doubled = await page.get(`(() => { const ids = [...document.querySelectorAll('[id]')].map(node => node.id); return ids.filter((id, i) => ids.indexOf(id) !== i); })()`);
    assert.deepEqual(doubled, [], name);
    assert.equal(await all(page, 'h1'), 1, name);
  }
  for (const dark of [false, true]) {
    await page.dark(dark);
    const contrast = await page.get(`(() => {
      const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
      const style = getComputedStyle(document.documentElement), probe = document.body.appendChild(document.createElement('i'));
      const of = name => { probe.style.color = 'var(--' + name + ')'; return light(getComputedStyle(probe).color); };
      const ratio = (x, y) => { const [a, b] = [of(x), of(y)].sort((p, q) => q - p); return (a + .05) / (b + .05); };
      const out = [['ink', 'paper'], ['soft', 'paper'], ['soft', 'faint'], ['accent', 'paper'], ['lost-ink', 'lost'], ['new-ink', 'new'], ['credit', 'credit-soft'], ['credit', 'paper'], ['heat-ink', 'heat3'], ['ink', 'flash']].map(pair => [...pair, ratio(...pair)]);
      probe.remove();
      return out;
    })()`);
    for (const [ink, paper, ratio] of contrast) assert.ok(ratio >= 4.5, `${ink} on ${paper}, ${dark ? 'dark' : 'light'}: ${ratio.toFixed(2)}`);
  }
});

if (process.env.AXE) await check('the rules of axe-core', { width: 1440 }, async page => {
  const rules = readFileSync(process.env.AXE, 'utf8'), found = [];
  await open(page, 'newsroom.html', '#clusters?language=de');
  await page.until(`document.querySelector('[data-row]')`);
  await page.go(`#cluster-${await page.get(`document.querySelector('[data-row]').dataset.row`)}`);
  const links = await page.get(`[...document.querySelectorAll('.tree a')].map(node => [node.closest('li').querySelector('.rel').className, node.hash])`);
  const pair = name => links.find(([classes]) => classes.includes(name))[1];
  for (const dark of [false, true]) for (const hash of ['#', '#clusters', '#cluster-1', pair('r-near'), pair('r-translation'), '#outlets']) {
    await page.dark(dark);
    await open(page, 'newsroom.html', hash);
    await page.get(`{ ${rules}; }`);
    const broken = await page.get(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }).then(result => (result.passes.length > 15 ? [] : [['nothing was checked', 0, []]]).concat(result.violations.map(rule => [rule.id, rule.nodes.length, rule.nodes.slice(0, 3).map(node => node.html.slice(0, 140) + ' ' + (node.any[0]?.message ?? ''))])))`);
    if (broken.length) found.push([dark ? 'dark' : 'light', hash, broken]);
  }
  assert.deepEqual(found, []);
});

await check('narrow', { width: 390, height: 844 }, async page => {
  await open(page, 'newsroom.html');
  for (const hash of ['#', '#clusters', '#cluster-1']) {
    await page.go(hash);
    assert.ok(await page.get(`document.documentElement.scrollWidth`) <= 390, `${hash} is no wider than the window`);
  }
});

await check('hostile text is text', {}, async page => {
  await open(page, 'hostile.html');
  for (const hash of ['#', '#clusters', '#clusters?q=%3Cscript%3E', '#outlets', '#cluster-1', '#article-1', '#pair-1-2', '#pair-2-4', '#clusters?outlet=%3Cimg%20src%3Dx%3E', '#%3Cscript%3E', '#cluster-1e9', '#pair-1-1']) {
    await page.go(hash);
    assert.equal(await page.get(`window.broken`), undefined, hash);
    assert.equal(await all(page, 'main script, main img, [onerror], [onload]'), 0, hash);
    assert.equal(await page.get(`/[\\0\\u0007\\u001b\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText + document.title)`), false, hash);
    assert.equal(await all(page, 'a[href^="javascript"]'), 0, hash);
  }
  // One of them has the sentences in another order.
  await page.go('#cluster-1');
  const pairs = await page.get(`[...document.querySelectorAll('.tree a')].map(node => node.hash)`), moved = [];
  for (const pair of pairs) { await page.go(pair); moved.push(await all(page, '.left .moved')); }
  assert.ok(moved.some(count => count > 0), 'what was moved is marked');
  await page.go('#cluster-1');
  assert.match(await text(page, 'main'), /<script>window\.broken = 1<\/script>/);
  // Were something to slip through all the same, it would not run.
  await page.get(`{ const script = document.createElement('script'); script.textContent = 'window.broken = 6'; document.body.append(script); }`);
  assert.equal(await page.get(`window.broken`), undefined, 'the policy holds');
  page.errors.length = 0;
});

await check('without scripts', { scripts: false }, async page => {
  await page.open(`${address('newsroom.html')}#cluster-12`);
  assert.ok(await all(page, '.plain section') > 20);
  assert.ok(await page.get(`scrollY`) > 100, 'the link leads to the cluster');
  assert.equal(await page.get(`[...document.querySelectorAll('.scripted')].some(node => node.checkVisibility())`), false);
  await picture(page, 'plain');
  await page.open(address('hostile.html'));
  assert.equal(await all(page, '.plain script, .plain img, .plain svg'), 0);
});

await check('one pair as a page', {}, async page => {
  await open(page, 'pair.html');
  assert.match(await text(page, 'h1'), /near copies/);
  assert.ok(await all(page, '.left .p') >= 4);
  assert.equal(await page.get(`document.querySelector('.top nav').checkVisibility()`), false);
});

await browser.stop();
console.log(failed ? `${failed} failed` : `${checks} checks passed`);
process.exit(failed ? 1 : 0);
