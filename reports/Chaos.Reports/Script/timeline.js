// The time line: layout, drawing, moving about.
const canvas = document.getElementById('canvas');
const tip = document.getElementById('tip');
const status = document.getElementById('status');
const filters = document.getElementById('filters');

decode('operations').then(start, error => { status.textContent = 'The time line cannot be drawn: ' + error.message; });

function start(data) {
  const chart = {
    data, from: 0, to: data.end, selected: -1, hover: null, visible: 0,
    latency: latencyDomain(data.ops), faultById: new Map(data.faults.map(fault => [fault.id, fault])),
    x: us => chart.boxes.latency.x + (us - chart.from) * chart.pxPerUs,
    time: x => chart.from + (x - chart.boxes.latency.x) / chart.pxPerUs,
    y: i => {
      const box = chart.boxes.latency, took = data.ops.took[i], [low, high] = chart.latency;
      if (took < 0) return box.y;
      return box.y + box.h - (Math.log10(Math.max(took, 10 ** low)) - low) / (high - low) * box.h;
    },
    shows: () => true,
  };
  showLoad(chart);
  fillChoices(chart);
  listenToFilters(chart);
  listenToPointer(chart);
  listenToKeys(chart);
  redraws.push(() => request(chart));
  new ResizeObserver(() => request(chart)).observe(canvas.parentElement);
  document.getElementById('table').addEventListener('toggle', () => request(chart));
  addEventListener('hashchange', () => follow(chart));
  request(chart);
  follow(chart);
}

// The cluster's start may take longer than the load: the first window leaves it out, the overview above keeps it.
function showLoad(chart) {
  const { ops, faults, end } = chart.data;
  let first = end;
  for (let i = 0; i < ops.count; i++) if (ops.due[i] < first) first = ops.due[i];
  for (const fault of faults) first = Math.min(first, fault.from);
  if (first < end) chart.from = Math.max(0, first - (end - first) * 0.015);
}

function layout(chart, width) {
  const left = width < 560 ? 58 : 92, w = Math.max(40, width - left - 24);
  let y = 10;
  const take = (h, gap) => {
    const box = { x: left, y, w, h };
    y += h + gap;
    return box;
  };
  const boxes = { overview: take(26, 26), rate: take(96, 34), latency: take(210, 14) };
  boxes.nemeses = chart.data.nemeses.map(nemesis => ({ nemesis, box: take(20, 5) }));
  if (boxes.nemeses.length) y += 5;
  boxes.nodes = chart.data.nodes.map(node => ({ node, box: take(21, 5) }));
  boxes.axis = take(24, 2);
  boxes.height = y;
  return boxes;
}

function request(chart) {
  if (chart.frame) return;
  chart.frame = requestAnimationFrame(() => {
    chart.frame = 0;
    draw(chart);
  });
}

function draw(chart) {
  const width = canvas.parentElement.clientWidth;
  const boxes = chart.boxes = layout(chart, width);
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(boxes.height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(boxes.height * ratio);
    canvas.style.height = boxes.height + 'px';
  }
  chart.pxPerUs = boxes.latency.w / (chart.to - chart.from);
  const pen = canvas.getContext('2d'), ink = colors();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, boxes.height);
  pen.font = '12px system-ui, "DejaVu Sans", sans-serif';
  drawOverview(pen, chart, boxes.overview, ink);
  drawPhases(pen, chart, boxes, ink);
  heading(pen, boxes.rate, ink, 'operations a second, by the moment of their end');
  drawFaultEdges(pen, chart, boxes.rate);
  drawRate(pen, chart, boxes.rate, ink);
  heading(pen, boxes.latency, ink, 'latency of each operation, at its intended start');
  drawFaultEdges(pen, chart, boxes.latency);
  drawLatency(pen, chart, boxes.latency, ink);
  for (const { box, nemesis } of boxes.nemeses) drawNemesisLane(pen, chart, box, ink, nemesis);
  for (const { box, node } of boxes.nodes) drawNodeLane(pen, chart, box, ink, node);
  drawAxis(pen, chart, boxes.axis, ink);
  if (chart.selected >= 0) ring(pen, chart, chart.selected, ink.select, 9);
  if (chart.hover) crosshair(pen, chart, ink);
  status.textContent = `${chart.visible.toLocaleString('en')} of ${chart.data.ops.count.toLocaleString('en')} operations in the window from `
    + `${seconds(chart.from)} to ${seconds(chart.to)}; each is drawn.`;
  const table = document.getElementById('table');
  if (table.open) fillTable(chart, table.querySelector('table'));
  canvas.dataset.drawn = 'true';
}

function heading(pen, box, ink, text) {
  pen.fillStyle = ink.muted;
  pen.textAlign = 'left';
  pen.textBaseline = 'bottom';
  pen.fillText(text, box.x, box.y - 8, box.w);
}

function crosshair(pen, chart, ink) {
  const x = Math.round(chart.hover.x) + 0.5, { rate, axis } = chart.boxes;
  if (x < rate.x || x > rate.x + rate.w) return;
  pen.strokeStyle = ink.muted;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, rate.y);
  pen.lineTo(x, axis.y);
  pen.stroke();
  if (chart.hover.op >= 0) ring(pen, chart, chart.hover.op, ink.select, 7);
}

function show(chart, from, to) {
  const end = chart.data.end, span = Math.min(end, Math.max(200, to - from));
  chart.from = Math.min(Math.max(0, from), end - span);
  chart.to = chart.from + span;
  request(chart);
}

function zoom(chart, factor, at = (chart.from + chart.to) / 2) {
  show(chart, at - (at - chart.from) * factor, at + (chart.to - at) * factor);
}

function select(chart, i) {
  chart.selected = i;
  const at = chart.data.ops.due[i], span = chart.to - chart.from;
  if (at < chart.from + span * 0.02 || at > chart.to - span * 0.02) show(chart, at - span / 2, at + span / 2);
  draw(chart);
  place(chart, chart.x(at), chart.y(i), describeOp(chart, i));
  canvas.setAttribute('aria-label', describeOp(chart, i));
}

function place(chart, x, y, text) {
  tip.hidden = !text;
  tip.textContent = text;
  if (!text) return;
  const { clientWidth, clientHeight } = canvas.parentElement;
  const left = x + 16 + tip.offsetWidth > clientWidth ? Math.max(4, x - 16 - tip.offsetWidth) : x + 16;
  tip.style.left = left + 'px';
  tip.style.top = Math.max(4, Math.min(y + 12, clientHeight - tip.offsetHeight - 4)) + 'px';
}

function nextBad(chart) {
  const { bad, ops } = chart.data;
  if (bad.length === 0) return;
  const at = (bad.indexOf(chart.selected) + 1) % bad.length;
  const middle = ops.due[bad[at]], span = Math.max(400000, Math.max(0, ops.took[bad[at]]) * 6);
  show(chart, middle - span / 2, middle + span / 2);
  select(chart, bad[at]);
}

function follow(chart) {
  const op = /^#op=(\d+)$/.exec(location.hash), window = /^#t=([\d.]+)-([\d.]+)$/.exec(location.hash);
  if (window) show(chart, window[1] * 1e6, window[2] * 1e6);
  if (op) {
    const i = opOfIndex(chart.data.ops, +op[1]);
    if (i < 0) return;
    const middle = chart.data.ops.due[i];
    show(chart, middle - 250000, middle + 250000);
    draw(chart);
    select(chart, i);
  }
  if (op || window) document.getElementById('timeline').scrollIntoView();
}
