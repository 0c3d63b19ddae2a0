// Plays a recording. The player is loaded by the page that needs it; nothing comes from elsewhere.
const loaded = (make, ready) => new Promise((done, failed) => {
  if (ready()) return done();
  const element = make();
  element.onload = done;
  element.onerror = () => failed(new Error(element.src || element.href));
  document.head.append(element);
});

export async function play(place, address) {
  await Promise.all([
    loaded(() => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/player/asciinema-player.css' }), () => document.querySelector('link[href="/player/asciinema-player.css"]')),
    loaded(() => Object.assign(document.createElement('script'), { src: '/player/asciinema-player.min.js' }), () => window.AsciinemaPlayer),
  ]);
  window.AsciinemaPlayer.create({ url: address, fetchOpts: { credentials: 'same-origin' } }, place, { fit: 'width', idleTimeLimit: 2, preload: true, poster: 'npt:0:01' });
}
