// The data of the time line: JSON columns, deflated, base 64. Times are µs of the run clock.
async function decode(id) {
  const packed = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const data = JSON.parse(await new Response(stream).text());
  const ops = data.ops;
  for (const name of ['index', 'due']) {
    let sum = 0;
    ops[name] = Float64Array.from(ops[name], difference => sum += difference);
  }
  for (const name of ['wait', 'took']) ops[name] = Float64Array.from(ops[name]);
  for (const name of ['type', 'process', 'f', 'key', 'node', 'sent', 'got', 'error', 'end']) ops[name] = Int32Array.from(ops[name]);
  ops.count = ops.due.length;
  data.bad = [...new Set(data.bad)].map(index => opOfIndex(ops, index)).filter(i => i >= 0).sort((a, b) => ops.due[a] - ops.due[b]);
  data.isBad = new Set(data.bad);
  data.faults = data.nemeses.flatMap(nemesis => nemesis.faults.map(fault => Object.assign(fault, { nemesis })));
  data.end = Math.max(data.end, ...data.faults.map(fault => fault.to), 1);
  return data;
}

function opOfIndex(ops, index) {
  let low = 0, high = ops.count - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (ops.index[middle] === index) return middle;
    if (ops.index[middle] < index) low = middle + 1; else high = middle - 1;
  }
  return -1;
}
