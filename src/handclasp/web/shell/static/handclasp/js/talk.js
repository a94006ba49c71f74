// What was said leaves its field; what was typed meanwhile, or was not taken, stays.
const sent = new WeakMap();   // the request -> what the field held

addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement?.closest?.("form[data-say]");
  if (form) sent.set(ctx, form.elements.body.value);
});

addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (!sent.has(ctx) || ctx.response.status >= 400) return;
  const field = ctx.sourceElement.closest("form[data-say]").elements.body;
  if (field.value === sent.get(ctx)) field.value = "";
});
