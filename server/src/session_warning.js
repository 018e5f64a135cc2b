// Warns a signed-in person before their session ends. The page brings the words; without script the server keeps what
// is posted too late until the person has signed in again, so nothing is lost either way.
const dialog = document.getElementById('session-warning');
if (dialog) {
  const WARN_SECONDS = 120;
  // What was shown last, so that it is said once: `soon` may be answered, `last` and `over` may only be read.
  let shown;
  let timer;
  const after = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(seconds, 1) * 1000);
  };
  const ask = async (method) => {
    const answer = await fetch('/auth/session', { method, headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).endsIn ?? 0;
  };
  const show = (state) => {
    if (shown === state) return;
    shown = state;
    for (const part of dialog.querySelectorAll('[data-when]')) {
      part.hidden = !part.dataset.when.split(' ').includes(state);
    }
    if (!dialog.open) dialog.showModal();
  };
  const take = (left, soon) => {
    if (left <= 0) {
      clearTimeout(timer);
      return show('over');
    }
    if (left > WARN_SECONDS) {
      shown = undefined;
      if (dialog.open) dialog.close();
      return after(left - WARN_SECONDS);
    }
    show(soon);
    after(Math.min(left, 15));
  };
  const look = () => ask('GET').then((left) => take(left, shown ?? 'soon'), () => after(15));
  dialog.querySelector('[data-stay]').addEventListener('click', () => {
    // When it was used just now and still ends soon, it has lasted as long as a session may.
    ask('POST').then((left) => take(left, 'last'), () => after(1));
  });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  after(Number(dialog.dataset.endsIn) - WARN_SECONDS);
}
