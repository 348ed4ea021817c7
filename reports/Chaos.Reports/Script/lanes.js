// One lane for each nemesis, one for each node.
const roleHeight = { leader: 15, candidate: 15, follower: 5, learner: 5 };

function laneName(pen, box, ink, text) {
  pen.fillStyle = ink.text;
  pen.textAlign = 'right';
  pen.textBaseline = 'middle';
  pen.fillText(text, box.x - 6, box.y + box.h / 2, box.x - 8);
}

function drawNemesisLane(pen, chart, box, ink, nemesis) {
  laneName(pen, box, ink, nemesis.name);
  pen.strokeStyle = ink.line;
  pen.strokeRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1);
  clip(pen, box, () => {
    for (const fault of nemesis.faults) {
      const x = chart.x(fault.from), w = Math.max(2, chart.x(fault.to) - x);
      if (x > box.x + box.w || x + w < box.x) continue;
      if (fault.bit) {
        pen.fillStyle = nemesis.color;
        pen.fillRect(x, box.y + 2, w, box.h - 4);
      } else {
        hatch(pen, x, box.y + 2, w, box.h - 4, nemesis.color);
      }
      label(pen, fault.shape, x, w, box, fault.bit ? inkOn(nemesis.color) : ink.text);
    }
  });
}

function drawNodeLane(pen, chart, box, ink, node) {
  laneName(pen, box, ink, node.name);
  const middle = box.y + box.h / 2;
  clip(pen, box, () => {
    pen.strokeStyle = ink.line;
    pen.setLineDash([2, 4]);
    pen.beginPath();
    pen.moveTo(box.x, middle);
    pen.lineTo(box.x + box.w, middle);
    pen.stroke();
    pen.setLineDash([]);
    for (const [from, to, role, term] of node.spans) {
      const x = chart.x(from), w = Math.max(1.5, chart.x(to) - x), h = roleHeight[role] ?? 5;
      if (x > box.x + box.w || x + w < box.x) continue;
      if (role === 'candidate') hatch(pen, x, middle - h / 2, w, h, ink.candidate);
      else {
        pen.fillStyle = ink[role] ?? ink.follower;
        pen.fillRect(x, middle - h / 2, w, h);
      }
      if (role === 'leader' && term !== null) label(pen, 'term ' + term, x, w, box, ink['leader-text'], '' + term);
    }
    for (const id of node.faults) drawHit(pen, chart, box, ink, chart.faultById.get(id));
    pen.fillStyle = ink.text;
    for (const [at] of node.elections) {
      const x = chart.x(at);
      pen.beginPath();
      pen.moveTo(x - 5, box.y);
      pen.lineTo(x + 5, box.y);
      pen.lineTo(x, box.y + 7);
      pen.fill();
    }
  });
}

function drawHit(pen, chart, box, ink, fault) {
  if (!fault) return;
  const x = chart.x(fault.from), w = Math.max(3, chart.x(fault.to) - x);
  pen.fillStyle = fault.nemesis.color;
  pen.globalAlpha = 0.28;
  pen.fillRect(x, box.y + 1, w, box.h - 2);
  pen.globalAlpha = 1;
  pen.strokeStyle = fault.nemesis.color;
  pen.lineWidth = 1.5;
  pen.strokeRect(x + 0.75, box.y + 1.75, w - 1.5, box.h - 3.5);
  pen.lineWidth = 1;
}

function label(pen, text, x, w, box, color, shorter) {
  const left = Math.max(x, box.x), right = Math.min(x + w, box.x + box.w);
  const fits = candidate => candidate && pen.measureText(candidate).width + 6 <= right - left;
  const shown = fits(text) ? text : fits(shorter) ? shorter : null;
  if (!shown) return;
  pen.fillStyle = color;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillText(shown, left + 3, box.y + box.h / 2 + 0.5);
}

// Where faults begin and end, as faint lines through the charts above: bands over each other would hide the points.
function drawFaultEdges(pen, chart, box) {
  clip(pen, box, () => {
    pen.globalAlpha = 0.55;
    pen.setLineDash([3, 3]);
    for (const fault of chart.data.faults) {
      pen.strokeStyle = fault.nemesis.color;
      for (const at of [fault.from, fault.to]) {
        const x = Math.round(chart.x(at)) + 0.5;
        pen.beginPath();
        pen.moveTo(x, box.y);
        pen.lineTo(x, box.y + box.h);
        pen.stroke();
      }
    }
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  });
}

// Where healing, recovery and the final operations begin.
function drawPhases(pen, chart, boxes, ink) {
  const { rate, latency } = boxes;
  pen.textAlign = 'left';
  pen.textBaseline = 'bottom';
  let free = rate.x + 290;
  for (const [at, name] of chart.data.phases) {
    const x = Math.round(chart.x(at)) + 0.5;
    if (at <= 0 || x < rate.x || x > rate.x + rate.w) continue;
    pen.strokeStyle = ink.muted;
    pen.beginPath();
    pen.moveTo(x, rate.y - 8);
    pen.lineTo(x, latency.y + latency.h);
    pen.stroke();
    const wide = pen.measureText(name).width;
    const left = Math.min(x + 3, rate.x + rate.w - wide);
    if (left < free) continue;
    pen.fillStyle = ink.muted;
    pen.fillText(name, left, rate.y - 8);
    free = left + wide + 6;
  }
}
