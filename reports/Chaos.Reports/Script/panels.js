// Overview, throughput, latency and the time axis.
function drawOverview(pen, chart, box, ink) {
  const { ops, end } = chart.data;
  const bins = Math.max(1, Math.floor(box.w / 3));
  const counts = new Uint32Array(bins), trouble = new Uint32Array(bins);
  for (let i = 0; i < ops.count; i++) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(ops.due[i] / end * bins)));
    counts[bin]++;
    if (ops.type[i] === 2) trouble[bin]++;
  }
  let most = 1;
  for (const count of counts) if (count > most) most = count;
  const step = box.w / bins;
  for (let bin = 0; bin < bins; bin++) {
    // The root, so that a burst does not flatten the rest.
    const high = Math.sqrt(counts[bin] / most) * box.h, low = high * trouble[bin] / Math.max(1, counts[bin]);
    pen.fillStyle = ink.follower;
    pen.fillRect(box.x + bin * step, box.y + box.h - high, step, high - low);
    pen.fillStyle = ink.info;
    pen.fillRect(box.x + bin * step, box.y + box.h - low, step, low);
  }
  pen.fillStyle = ink.invalid;
  for (const i of chart.data.bad) pen.fillRect(box.x + ops.due[i] / end * box.w - 1, box.y, 2, box.h);
  const left = box.x + chart.from / end * box.w, right = box.x + chart.to / end * box.w;
  pen.globalAlpha = 0.6;
  pen.fillStyle = ink.panel;
  pen.fillRect(box.x, box.y, left - box.x, box.h);
  pen.fillRect(right, box.y, box.x + box.w - right, box.h);
  pen.globalAlpha = 1;
  pen.strokeStyle = ink.muted;
  pen.lineWidth = 1;
  pen.strokeRect(left + 0.5, box.y + 0.5, Math.max(2, right - left - 1), box.h - 1);
}

// Operations a second by the moment of their end, stacked: ok below, then fail, then info.
function rateBins(chart, box) {
  const { ops } = chart.data;
  const width = niceStep((chart.to - chart.from) / Math.max(1, box.w) * 7);
  const first = Math.floor(chart.from / width);
  const count = Math.floor(chart.to / width) - first + 1;
  const bins = typeNames.map(() => new Uint32Array(count));
  for (let i = 0; i < ops.count; i++) {
    if (!chart.shows(i)) continue;
    const bin = Math.floor((ops.due[i] + Math.max(0, ops.took[i])) / width) - first;
    if (bin >= 0 && bin < count) bins[ops.type[i]][bin]++;
  }
  let most = 0;
  for (let bin = 0; bin < count; bin++) most = Math.max(most, bins.reduce((sum, type) => sum + type[bin], 0));
  const perSecond = 1e6 / width;
  const step = niceStep(Math.max(most * perSecond, 1) / 3);
  return { width, first, count, bins, perSecond, step, top: step * Math.ceil(Math.max(most * perSecond, 1) / step) };
}

function drawRate(pen, chart, box, ink) {
  const rate = chart.rate = rateBins(chart, box);
  gridLines(pen, box, ink, rate.top / rate.step, n => String(+(n * rate.step).toPrecision(3)));
  clip(pen, box, () => {
    for (let bin = 0; bin < rate.count; bin++) {
      const x = chart.x((rate.first + bin) * rate.width), w = chart.x((rate.first + bin + 1) * rate.width) - x;
      let y = box.y + box.h;
      [0, 3, 1, 2].forEach(type => {
        const h = rate.bins[type][bin] * rate.perSecond / rate.top * box.h;
        y -= h;
        pen.fillStyle = ink[typeNames[type]];
        pen.fillRect(x + 0.5, y, Math.max(1, w - 1), h);
      });
    }
  });
}

function drawLatency(pen, chart, box, ink) {
  const { ops } = chart.data;
  const [low, high] = chart.latency;
  gridLines(pen, box, ink, high - low, n => duration(10 ** (low + n)));
  const visible = typeNames.map(() => []);
  for (let i = 0; i < ops.count; i++) {
    if (ops.due[i] >= chart.from && ops.due[i] <= chart.to && chart.shows(i)) visible[ops.type[i]].push(i);
  }
  const small = visible[0].length > 20000 ? 1.5 : visible[0].length > 4000 ? 2 : visible[0].length > 800 ? 2.6 : 3.4;
  clip(pen, { x: box.x - 5, y: box.y - 6, w: box.w + 10, h: box.h + 10 }, () => {
    pen.globalAlpha = visible[0].length > 2000 ? 0.7 : 0.9;
    drawMarks(pen, chart, visible[0], 0, small, ink.ok);
    drawMarks(pen, chart, visible[3], 3, small, ink.mismatch);
    pen.globalAlpha = 0.95;
    drawMarks(pen, chart, visible[1], 1, 3, ink.fail);
    drawMarks(pen, chart, visible[2], 2, 3.6, ink.info);
    pen.globalAlpha = 1;
    for (const i of chart.data.bad) ring(pen, chart, i, ink.invalid, 7);
  });
  chart.visible = visible.reduce((sum, list) => sum + list.length, 0);
}

function drawMarks(pen, chart, list, type, size, color) {
  pen.fillStyle = pen.strokeStyle = color;
  pen.lineWidth = type === 3 ? 1.1 : 1.6;
  pen.beginPath();
  for (const i of list) {
    const x = chart.x(chart.data.ops.due[i]), y = chart.y(i);
    if (type === 3 && size > 2) { pen.moveTo(x + size * 0.6, y); pen.arc(x, y, size * 0.6, 0, 7); }
    else if ((type === 0 || type === 3) && size <= 2) pen.rect(x - size / 2, y - size / 2, size, size);
    else if (type === 0) { pen.moveTo(x + size / 2, y); pen.arc(x, y, size / 2, 0, 7); }
    else if (type === 1) { pen.moveTo(x - size, y - size); pen.lineTo(x + size, y + size); pen.moveTo(x - size, y + size); pen.lineTo(x + size, y - size); }
    else { pen.moveTo(x - size, y + size); pen.lineTo(x + size, y + size); pen.lineTo(x, y - size); pen.closePath(); }
  }
  if (type === 1 || (type === 3 && size > 2)) pen.stroke(); else pen.fill();
}

function ring(pen, chart, i, color, radius) {
  const at = chart.data.ops.due[i];
  if (at < chart.from || at > chart.to) return;
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(chart.x(at), chart.y(i), radius, 0, 7);
  pen.stroke();
}

function gridLines(pen, box, ink, count, text) {
  pen.strokeStyle = ink.line;
  pen.fillStyle = ink.muted;
  pen.lineWidth = 1;
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  for (let n = 0; n <= count + 1e-9; n++) {
    const y = Math.round(box.y + box.h - n / count * box.h) + 0.5;
    pen.beginPath();
    pen.moveTo(box.x, y);
    pen.lineTo(box.x + box.w, y);
    pen.stroke();
    pen.fillText(text(n), box.x - 6, y);
  }
}

function drawAxis(pen, chart, box, ink) {
  const step = niceStep((chart.to - chart.from) / Math.max(2, box.w / 90));
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  for (let at = Math.ceil(chart.from / step) * step; at <= chart.to; at += step) {
    const x = Math.round(chart.x(at)) + 0.5;
    pen.strokeStyle = ink.line;
    pen.beginPath();
    pen.moveTo(x, box.y);
    pen.lineTo(x, box.y + 5);
    pen.stroke();
    pen.fillStyle = ink.muted;
    pen.fillText(+(at / 1e6).toFixed(6) + ' s', x, box.y + 7);
  }
}
