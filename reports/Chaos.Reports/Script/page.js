// Theme, copy buttons. Runs before anything else.
const root = document.documentElement;
root.classList.add('script');

function remembered() {
  try { return localStorage.getItem('chaos-theme'); } catch { return null; }
}

function remember(theme) {
  try { localStorage.setItem('chaos-theme', theme); } catch { /* storage may be off for files */ }
}

const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme ?? (darkSystem.matches ? 'dark' : 'light')) === 'dark';
const redraws = [];
const redrawAll = () => redraws.forEach(redraw => redraw());

if (remembered()) root.dataset.theme = remembered();
document.getElementById('theme').addEventListener('click', () => {
  root.dataset.theme = isDark() ? 'light' : 'dark';
  remember(root.dataset.theme);
  redrawAll();
});
darkSystem.addEventListener('change', redrawAll);

for (const button of document.querySelectorAll('button.copy')) {
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}
