export function watch(button) {
  if (!button) {
    return;
  }

  const observer = new IntersectionObserver(entries => {
    if (!button.isConnected) {
      observer.disconnect();
    } else if (entries.some(entry => entry.isIntersecting)) {
      button.click();
    }
  }, { rootMargin: '600px' });
  observer.observe(button);
}
