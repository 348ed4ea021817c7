// Pointer, keys and filters.
function fillChoices(chart) {
  const { ops, texts } = chart.data;
  for (const name of ['f', 'node']) {
    const numbers = [...new Set(ops[name])].filter(number => number > 0);
    for (const text of numbers.map(number => texts[number]).sort()) filters.elements[name].add(new Option(text));
  }
}

function listenToFilters(chart) {
  const { ops, texts } = chart.data;
  const apply = () => {
    const types = [];
    for (const box of filters.elements.type) types[+box.value] = box.checked;
    const wanted = { f: texts.indexOf(filters.elements.f.value), node: texts.indexOf(filters.elements.node.value) };
    const key = filters.elements.key.value.trim();
    const keys = new Set(key ? texts.map((text, number) => (text.includes(key) ? number : -1)) : []);
    chart.shows = i => types[ops.type[i]] && (wanted.f <= 0 || ops.f[i] === wanted.f)
      && (wanted.node <= 0 || ops.node[i] === wanted.node) && (!key || keys.has(ops.key[i]));
    request(chart);
  };
  filters.addEventListener('input', apply);
  filters.addEventListener('submit', event => event.preventDefault());
  filters.addEventListener('click', event => {
    const act = event.target.dataset?.act;
    if (act === 'in') zoom(chart, 0.5);
    if (act === 'out') zoom(chart, 2);
    if (act === 'all') show(chart, 0, chart.data.end);
    if (act === 'bad') nextBad(chart);
  });
}

function listenToPointer(chart) {
  const at = event => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  let drag = null;
  const jump = x => {
    const { overview } = chart.boxes, span = chart.to - chart.from;
    const middle = (x - overview.x) / overview.w * chart.data.end;
    show(chart, middle - span / 2, middle + span / 2);
  };
  canvas.addEventListener('pointerdown', event => {
    const { x, y } = at(event);
    canvas.setPointerCapture(event.pointerId);
    const overview = y < chart.boxes.overview.y + chart.boxes.overview.h + 4;
    drag = { x, from: chart.from, to: chart.to, overview };
    if (overview) jump(x);
  });
  canvas.addEventListener('pointerup', event => {
    const { x, y } = at(event);
    if (drag && !drag.overview && Math.abs(x - drag.x) < 3) {
      const { op } = describeAt(chart, x, y);
      chart.selected = op;
    }
    drag = null;
    request(chart);
  });
  canvas.addEventListener('pointermove', event => {
    const { x, y } = at(event);
    if (drag?.overview) jump(x);
    else if (drag) {
      const shift = (drag.x - x) / chart.pxPerUs;
      show(chart, drag.from + shift, drag.to + shift);
    }
    const { op, text } = describeAt(chart, x, y);
    chart.hover = { x, op };
    place(chart, x, y, drag ? '' : text);
    request(chart);
  });
  canvas.addEventListener('pointerleave', () => {
    chart.hover = null;
    tip.hidden = true;
    request(chart);
  });
  canvas.addEventListener('dblclick', event => zoom(chart, 0.3, chart.time(at(event).x)));
  canvas.addEventListener('wheel', event => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(chart, event.deltaY < 0 ? 0.8 : 1.25, chart.time(at(event).x));
  }, { passive: false });
}

function listenToKeys(chart) {
  const step = direction => {
    const { ops } = chart.data;
    let i = chart.selected;
    if (i < 0) i = direction > 0 ? -1 : ops.count;
    do i += direction; while (i >= 0 && i < ops.count && !chart.shows(i));
    if (i >= 0 && i < ops.count) select(chart, i);
  };
  const move = share => show(chart, chart.from + (chart.to - chart.from) * share, chart.to + (chart.to - chart.from) * share);
  const keys = {
    ArrowRight: event => (event.shiftKey ? move(0.2) : step(1)),
    ArrowLeft: event => (event.shiftKey ? move(-0.2) : step(-1)),
    '+': () => zoom(chart, 0.5), '=': () => zoom(chart, 0.5), '-': () => zoom(chart, 2),
    0: () => show(chart, 0, chart.data.end), n: () => nextBad(chart), Escape: () => { tip.hidden = true; chart.selected = -1; request(chart); },
  };
  canvas.addEventListener('keydown', event => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(event);
  });
}
