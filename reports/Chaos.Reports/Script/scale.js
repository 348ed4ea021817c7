// Scales, ticks and texts for numbers.
const seconds = us => (us / 1e6).toFixed(3) + ' s';

function duration(us) {
  const ms = us / 1000;
  if (ms < 10) return +ms.toFixed(2) + ' ms';
  if (ms < 1000) return Math.round(ms) + ' ms';
  return +(ms / 1000).toFixed(2) + ' s';
}

// The smallest of 1, 2, 5 times a power of ten that is not below the given step.
function niceStep(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  for (const factor of [1, 2, 5, 10]) if (factor * power >= step * 0.9999) return factor * power;
  return 10 * power;
}

// Latencies are drawn on a logarithmic axis over whole decades of µs.
function latencyDomain(ops) {
  let low = Infinity, high = 0;
  for (let i = 0; i < ops.count; i++) {
    const took = ops.took[i];
    if (took < 0) continue;
    if (took < low) low = took;
    if (took > high) high = took;
  }
  if (high === 0) return [2, 6];
  return [Math.floor(Math.log10(Math.max(low, 10))), Math.max(Math.ceil(Math.log10(high)), Math.floor(Math.log10(Math.max(low, 10))) + 1)];
}

function colors() {
  const style = getComputedStyle(root);
  const names = ['page', 'panel', 'line', 'text', 'muted', 'ok', 'fail', 'info', 'mismatch', 'select', 'invalid',
    'leader', 'leader-text', 'follower', 'candidate', 'learner', 'link'];
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue('--' + name).trim()]));
}

// Black or white, whichever reads better on a colour.
function inkOn(hex) {
  const full = hex.length === 4 ? '#' + [...hex.slice(1)].map(c => c + c).join('') : hex;
  const [r, g, b] = [1, 3, 5].map(at => {
    const c = parseInt(full.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}

function clip(pen, box, draw) {
  pen.save();
  pen.beginPath();
  pen.rect(box.x, box.y, box.w, box.h);
  pen.clip();
  draw();
  pen.restore();
}

function hatch(pen, x, y, w, h, color) {
  clip(pen, { x, y, w, h }, () => {
    pen.strokeStyle = color;
    pen.lineWidth = 2;
    pen.beginPath();
    for (let at = x - h; at < x + w; at += 6) {
      pen.moveTo(at, y + h);
      pen.lineTo(at + h, y);
    }
    pen.stroke();
  });
}
