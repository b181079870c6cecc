// Puts one element of the designer on the page and keeps it in step with our addresses.
(() => {
  const base = new URL(document.baseURI).pathname;
  const place = document.getElementById('studio');
  const to = path => location.assign(new URL(path, document.baseURI));
  const edit = id => to(`workflows/definitions/${encodeURIComponent(id)}/edit`);
  const view = id => to(`workflows/instances/${encodeURIComponent(id)}/view`);
  const callbacks = { editWorkflowDefinition: edit, viewWorkflowInstance: view };

  // The elements have no router: a new address has to be a new page.
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name].bind(history);
    history[name] = (state, title, url) => {
      const before = location.pathname;
      const result = original(state, title, url);
      if (location.pathname !== before && location.pathname.startsWith(`${base}workflows/`)) location.reload();
      return result;
    };
  }

  // Signed out meanwhile: the page's own request leads to the sign-in page.
  const send = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const answer = await send(...request);
    if (answer.status === 401 && new URL(answer.url).pathname.startsWith('/elsa/')) location.reload();
    return answer;
  };

  const element = document.createElement(place.dataset.element);
  element.setAttribute('remote-endpoint', `${location.origin}/elsa/api`);
  if (place.dataset.element.includes('editor')) element.setAttribute('definition-id', place.dataset.id);
  if (place.dataset.element.includes('viewer')) element.setAttribute('instance-id', place.dataset.id);
  place.append(element);
  // Set before the element is upgraded, a callback would hide the setter.
  customElements.whenDefined(element.localName).then(() => {
    document.getElementById('studio-wait').remove();
    if (!element.localName.includes('editor')) {
      for (const [name, call] of Object.entries(callbacks)) if (name in element) element[name] = call;
    }
  });
  document.querySelector('#blazor-error-ui .reload').addEventListener('click', event => { event.preventDefault(); location.reload(); });
})();
