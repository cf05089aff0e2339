'use strict';

const part = (id) => document.getElementById(id);
const pages = part('pages');

// The page in front, and the number of the one asked for last.
let front = null;
let asked = 0;
let isLoading = false;

function made(name, kind, ...content) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.append(...content);
  return element;
}

// Where the reader is: the last labelled element above a line near the top, and how far above it.
function place(view) {
  const line = view.innerHeight / 4;
  let mark = null;
  for (const element of view.document.querySelectorAll('[id]')) {
    if (!element.getClientRects().length) continue;
    const top = element.getBoundingClientRect().top;
    if (top <= line && (!mark || top >= mark.top)) mark = { id: element.id, top };
  }
  return { mark, x: view.scrollX, y: view.scrollY };
}

function goTo(view, { mark, x, y }) {
  const element = mark && y > 0 ? view.document.getElementById(mark.id) : null;
  view.scrollTo(x, y);
  if (element) view.scrollBy(0, element.getBoundingClientRect().top - mark.top);
}

// Folds are known by the labelled element they are in and their number within it.
function folds(view) {
  const counts = new Map();
  return [...view.document.querySelectorAll('details')].map((fold) => {
    const id = fold.closest('[id]')?.id ?? '';
    counts.set(id, (counts.get(id) ?? 0) + 1);
    return { fold, name: id + ' ' + counts.get(id) };
  });
}

function load() {
  if (isLoading) return;
  isLoading = true;
  const number = asked;
  const frame = made('iframe', 'behind');
  // No scripts of its own: the report is only looked at.
  frame.setAttribute('sandbox', 'allow-same-origin allow-popups allow-downloads');
  frame.title = 'Report';
  frame.addEventListener('load', async () => {
    const view = frame.contentWindow;
    await view.document.fonts.ready;
    for (const link of view.document.querySelectorAll('a[href]:not([href^="#"])')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
    if (front) {
      const before = front.contentWindow;
      const open = new Set(folds(before).filter((one) => one.fold.open).map((one) => one.name));
      for (const { fold, name } of folds(view)) if (open.has(name)) fold.open = true;
      for (const choice of before.document.querySelectorAll('[type=radio]:checked')) {
        const same = view.document.getElementById(choice.id);
        if (same) same.checked = true;
      }
      goTo(view, place(before));
    }
    const hadFocus = front !== null && document.activeElement === front;
    frame.className = '';
    front?.remove();
    front = frame;
    if (hadFocus) frame.focus();
    part('before').hidden = true;
    document.title = view.document.title || 'Scarp preview';
    isLoading = false;
    if (asked !== number) load();
  }, { once: true });
  frame.src = '/report?page=' + number;
  pages.append(frame);
}

function excerpt(line) {
  const blank = ' '.repeat(String(line.number).length);
  const mark = ' '.repeat(line.indent) + '^' + '~'.repeat(line.width - 1);
  return made('pre', '',
    made('span', 'number', line.number + ' | '), line.text + '\n',
    made('span', 'number', blank + ' | '), made('span', 'mark', mark));
}

function message(one) {
  const item = made('li', one.severity,
    made('p', '', made('span', 'severity', one.severity), ': ' + one.text + ' ',
      made('span', 'place', one.place ?? '')));
  if (one.line) item.append(excerpt(one.line));
  for (const other of one.related) {
    item.append(made('p', 'help', other.text + ' ', made('span', 'place', other.place)));
  }
  if (one.help) item.append(made('p', 'help', one.help));
  return item;
}

function counted(number, noun) {
  return number + ' ' + noun + (number === 1 ? '' : 's');
}

function showMessages(messages, page) {
  const errors = messages.filter((one) => one.severity === 'error').length;
  const parts = [];
  if (errors) parts.push(counted(errors, 'error'));
  if (messages.length > errors) parts.push(counted(messages.length - errors, 'warning'));
  const kept = errors && page ? '. The page above is the last one without.' : '';
  part('count').textContent = parts.join(' and ') + kept;
  part('list').replaceChildren(...messages.slice(0, 20).map(message));
  if (messages.length > 20) part('list').append(made('li', '', `and ${messages.length - 20} more`));
  part('mistakes').hidden = messages.length === 0;
  const mark = errors ? '✗ ' : '';
  document.title = mark + document.title.replace(/^✗ /, '');
  if (!page) {
    part('before').textContent = errors ? 'No page yet: mend what is listed below.'
      : 'Waiting for the first page.';
  }
}

function showWork(work) {
  part('work').hidden = !work;
  if (!work) return;
  part('done').max = work.runs;
  part('done').value = work.finished;
  part('words').textContent = `Computing: ${work.finished} of ${counted(work.runs, 'run')}`
    + (work.left ? `, about ${work.left} left` : '');
}

function showLost() {
  part('work').hidden = false;
  part('done').removeAttribute('value');
  part('words').textContent = 'The preview has ended. Start it again to go on.';
}

async function follow() {
  let change = '';
  for (;;) {
    try {
      const answer = await fetch('/state?after=' + encodeURIComponent(change));
      if (!answer.ok) throw new Error(answer.statusText);
      const news = await answer.json();
      const shown = news.shown;
      const isNewStart = change.split('.')[0] !== news.change.split('.')[0];
      change = news.change;
      document.title = document.title.replace(/^Scarp preview$/, shown.template);
      if (shown.page && (shown.page !== asked || isNewStart)) {
        asked = shown.page;
        load();
      }
      showMessages(shown.messages, shown.page);
      showWork(shown.computing ?? null);
    } catch (error) {
      showLost();
      await new Promise((resume) => setTimeout(resume, 1000));
    }
  }
}

follow();
