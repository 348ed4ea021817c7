// The filter of the table of cells.
const filters = document.getElementById('filters');
const rows = [...document.querySelectorAll('table.cells tbody tr')];

function applyFilters() {
  const wanted = name => filters.elements[name]?.value ?? '';
  const text = wanted('text').trim().toLowerCase();
  let shown = 0;
  for (const row of rows) {
    row.hidden = (wanted('status') && row.dataset.status !== wanted('status'))
      || (wanted('change') && row.dataset.change !== wanted('change'))
      || (text && !row.textContent.toLowerCase().includes(text));
    if (!row.hidden) shown++;
  }
  document.getElementById('shown').textContent = `${shown} of ${rows.length}`;
}

filters.addEventListener('input', applyFilters);
filters.addEventListener('submit', event => event.preventDefault());

// A link to a row that the filter hides shows it again.
addEventListener('hashchange', () => {
  const row = document.getElementById(location.hash.slice(1));
  if (!row?.hidden) return;
  filters.reset();
  applyFilters();
  row.scrollIntoView();
});
applyFilters();
