// Tables, side panel, drafts: what must answer at once or lives in the browser only.
(() => {
  const drafts = 'akashi.draft:';
  const closed = error => error instanceof DOMException;
  window.akashiPages = {
    kept: key => { try { return localStorage.getItem(key); } catch (e) { if (closed(e)) return null; throw e; } },
    keep: (key, value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch (e) { if (!closed(e)) throw e; } },
    focus: selector => document.querySelector(selector)?.focus({ preventScroll: false }),
  };
  const rows = grid => [...grid.querySelectorAll('tr[data-row]')];
  const go = (grid, row) => {
    if (!row) return;
    rows(grid).forEach(r => { r.tabIndex = -1; });
    row.tabIndex = 0;
    row.focus({ preventScroll: true });
    // Below the sticky head, above the lower edge.
    const head = grid.querySelector('thead')?.offsetHeight ?? 0;
    const top = row.offsetTop - head, bottom = row.offsetTop + row.offsetHeight - grid.clientHeight;
    if (grid.scrollTop > top) grid.scrollTop = top; else if (grid.scrollTop < bottom) grid.scrollTop = bottom;
  };
  document.addEventListener('keydown', e => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'Escape') {
      if (document.querySelector('.mud-dialog')) return;
      const menu = document.querySelector('details[data-menu][open]');
      if (menu) { menu.open = false; menu.querySelector('summary').focus(); return; }
      const panel = document.querySelector('[data-panel]');
      if (panel) { const code = panel.dataset.panel; panel.querySelector('[data-close]').click(); setTimeout(() => document.querySelector(`tr[data-row="${CSS.escape(code)}"]`)?.focus(), 150); }
      return;
    }
    const grid = e.target.closest?.('[data-grid]');
    if (!grid || e.target.matches('input, select, textarea')) return;
    const all = rows(grid), row = e.target.closest('tr[data-row]'), at = all.indexOf(row);
    const page = Math.max(1, Math.floor(grid.clientHeight / (all[0]?.offsetHeight || 36)) - 2);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[e.key];
    if (step) { e.preventDefault(); go(grid, at < 0 ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + step))]); }
    else if (e.key === 'Enter' && row && !e.target.matches('a, button')) { e.preventDefault(); row.querySelector('a.open')?.click(); }
    else if (e.key === 'Home' || e.key === 'End') {
      e.preventDefault();
      grid.scrollTop = e.key === 'Home' ? 0 : grid.scrollHeight;
      setTimeout(() => go(grid, rows(grid).at(e.key === 'Home' ? 0 : -1)), 200);
    }
  });
  document.addEventListener('focusin', e => {
    const grid = e.target.closest?.('[data-grid]');
    if (grid && !grid.querySelector('tr[data-row][tabindex="0"]')) { const first = rows(grid)[0]; if (first) first.tabIndex = 0; }
  });
  document.addEventListener('click', e => {
    document.querySelectorAll('details[data-menu][open]').forEach(menu => { if (!menu.contains(e.target) || e.target.closest('a')) menu.open = false; });
    const row = e.target.closest?.('[data-grid] tr[data-row]');
    if (!row || e.target.closest('a, button, input') || String(getSelection())) return;
    row.querySelector('a.open')?.click();
  });
  // What was typed and not saved does not outlive the session of the one who typed it.
  document.addEventListener('submit', e => {
    if (e.target.getAttribute('action') !== '/sign-out') return;
    Object.keys(localStorage).filter(key => key.startsWith(drafts)).forEach(key => localStorage.removeItem(key));
  });
  if (matchMedia('(max-width: 860px)').matches) new MutationObserver(() => document.querySelectorAll('.filter-box:not([data-seen])').forEach(box => { box.dataset.seen = '1'; box.open = false; }))
    .observe(document.documentElement, { childList: true, subtree: true });
  for (const type of ['dragenter', 'dragover']) document.addEventListener(type, e => e.target.closest?.('.drop')?.classList.add('over'));
  for (const type of ['dragleave', 'drop']) document.addEventListener(type, e => e.target.closest?.('.drop')?.classList.remove('over'));
})();
