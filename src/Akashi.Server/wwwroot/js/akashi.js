// The few things that must work before, and without, a connection: menu on the phone, skip link, "more", reload.
(() => {
  const menu = open => {
    document.body.classList.toggle('menu-open', open);
    document.querySelector('.menu-button')?.setAttribute('aria-expanded', String(open));
  };
  document.addEventListener('click', e => {
    const at = e.target.closest?.('[data-do], .side a, .skip');
    if (!at) return;
    if (at.matches('.skip')) { e.preventDefault(); document.getElementById('main')?.focus(); return; }
    if (at.matches('.side a')) { menu(false); return; }
    switch (at.dataset.do) {
      case 'menu': menu(!document.body.classList.contains('menu-open')); break;
      case 'close-menu': menu(false); break;
      case 'reload': location.reload(); break;
      case 'print': {
        // A table of which only the rows in sight are drawn has a page of its own for paper.
        const whole = document.querySelector('[data-print]');
        if (whole) window.open(whole.href, '_blank'); else window.print();
        break;
      }
      case 'dismiss': at.parentElement.style.display = 'none'; break;
      case 'keep-place': at.href = at.dataset.to + encodeURIComponent(location.pathname + location.search); break;
    }
  });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') menu(false); });
  const mark = () => document.querySelectorAll('.clamp:not([data-seen])').forEach(el => {
    el.dataset.seen = '1';
    const more = el.nextElementSibling;
    if (more?.matches('.more')) more.hidden = el.scrollHeight <= el.clientHeight + 2;
  });
  document.addEventListener('DOMContentLoaded', () => { mark(); if (document.querySelector('[data-print-now]')) window.print(); });
  new MutationObserver(mark).observe(document.documentElement, { childList: true, subtree: true });
})();
