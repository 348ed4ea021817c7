// What is under the pointer, in words.
const typeNames = ['ok', 'fail', 'info', 'mismatch'];

function describeOp(chart, i) {
  const { ops, texts, line } = chart.data;
  const value = number => texts[number];
  const lines = [`${value(ops.f[i])}${ops.key[i] ? ' of key ' + value(ops.key[i]) : ''}: ${typeNames[ops.type[i]]}`];
  if (ops.sent[i]) lines.push('sent ' + value(ops.sent[i]));
  if (ops.got[i]) lines.push('returned ' + value(ops.got[i]));
  if (ops.error[i]) lines.push('error: ' + value(ops.error[i]));
  lines.push(`process ${ops.process[i]}${ops.node[i] ? ' on ' + value(ops.node[i]) : ''}`);
  lines.push(`due ${seconds(ops.due[i])}` + (ops.wait[i] > 0 ? `, sent ${duration(ops.wait[i])} later` : ''));
  lines.push(ops.took[i] < 0 ? 'never ended' : `latency ${duration(ops.took[i])}`);
  lines.push(`history.jsonl line ${ops.index[i] + line}` + (ops.end[i] ? ` and ${ops.index[i] + ops.end[i] + line}` : ''));
  if (chart.data.isBad.has(i)) lines.push('Part of a violation.');
  return lines.join('\n');
}

function nearestOp(chart, x, y, reach) {
  const { ops } = chart.data;
  const span = reach / chart.pxPerUs;
  const at = chart.time(x);
  let best = -1, least = reach * reach;
  for (let i = 0; i < ops.count; i++) {
    if (Math.abs(ops.due[i] - at) > span || !chart.shows(i)) continue;
    const dx = chart.x(ops.due[i]) - x, dy = chart.y(i) - y;
    const distance = dx * dx + dy * dy;
    if (distance <= least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

function describeFaults(chart, faults, at, slack) {
  return faults
    .filter(fault => at >= fault.from - slack && at <= fault.to + slack)
    .map(fault => `${fault.id}: ${fault.shape}, ${fault.nodes}\n${seconds(fault.from)} to ${seconds(fault.to)}\n`
      + (fault.bit ? 'It bit. ' : 'Not shown to have bitten. ') + fault.effect)
    .join('\n\n');
}

function describeNode(chart, node, at, slack) {
  const lines = [node.name + ' at ' + seconds(at)];
  const span = node.spans.find(([from, to]) => at >= from - slack && at <= to + slack);
  lines.push(span ? span[2] + (span[3] === null ? '' : `, term ${span[3]}`) : 'role not known: no answer');
  const election = node.elections.find(([when]) => Math.abs(when - at) <= slack * 3);
  if (election) lines.push(`became leader${election[1] === null ? '' : ` of term ${election[1]}`} at ${seconds(election[0])}`);
  const faults = describeFaults(chart, node.faults.map(id => chart.faultById.get(id)).filter(Boolean), at, slack);
  return lines.join('\n') + (faults ? '\n\n' + faults : '');
}

function describeRate(chart, at) {
  const { rate } = chart;
  const bin = Math.floor(at / rate.width) - rate.first;
  if (bin < 0 || bin >= rate.count) return '';
  const per = type => +(rate.bins[type][bin] * rate.perSecond).toPrecision(3);
  return `${seconds((rate.first + bin) * rate.width)}, window of ${duration(rate.width)}\n`
    + typeNames.map((name, type) => `${name} ${per(type)} a second`).join('\n');
}

// The text for a place of the chart; also the operation, where one is there.
function describeAt(chart, x, y) {
  const inside = box => y >= box.y && y < box.y + box.h;
  const at = chart.time(x), slack = 4 / chart.pxPerUs, boxes = chart.boxes;
  if (x < boxes.latency.x) return { op: -1, text: '' };
  if (inside({ y: boxes.latency.y - 6, h: boxes.latency.h + 12 })) {
    const op = nearestOp(chart, x, y, 14);
    return { op, text: op < 0 ? '' : describeOp(chart, op) };
  }
  if (inside(boxes.rate)) return { op: -1, text: describeRate(chart, at) };
  for (const { box, nemesis } of boxes.nemeses) if (inside(box)) return { op: -1, text: describeFaults(chart, nemesis.faults, at, slack) };
  for (const { box, node } of boxes.nodes) if (inside(box)) return { op: -1, text: describeNode(chart, node, at, slack) };
  return { op: -1, text: '' };
}

function fillTable(chart, table) {
  const { ops, texts, line } = chart.data;
  const most = 200;
  const row = (cells, tag) => {
    const tr = document.createElement('tr');
    for (const cell of cells) tr.appendChild(document.createElement(tag)).textContent = cell;
    return tr;
  };
  table.tHead.replaceChildren(row(['Due', 'Process', 'Node', 'Function', 'Key', 'Sent', 'Returned', 'Ended', 'Latency', 'Error', 'Line'], 'th'));
  const rows = [];
  for (let i = 0; i < ops.count && rows.length < most; i++) {
    if (ops.due[i] < chart.from || ops.due[i] > chart.to || !chart.shows(i)) continue;
    rows.push(row([seconds(ops.due[i]), ops.process[i], texts[ops.node[i]], texts[ops.f[i]], texts[ops.key[i]], texts[ops.sent[i]],
      texts[ops.got[i]], typeNames[ops.type[i]], ops.took[i] < 0 ? 'never' : duration(ops.took[i]), texts[ops.error[i]],
      ops.index[i] + line], 'td'));
  }
  if (chart.visible > rows.length) rows.push(row([`The first ${rows.length} of ${chart.visible}; zoom in to see the others.`], 'td'));
  table.tBodies[0].replaceChildren(...rows);
}
