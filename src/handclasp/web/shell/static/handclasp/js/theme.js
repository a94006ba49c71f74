// Light or dark: the device decides, unless this browser was told otherwise. Loaded before the page is drawn.
(() => {
  const KEY = "handclasp-theme";
  const read = () => { try { return localStorage.getItem(KEY) || ""; } catch { return ""; } };
  const write = (theme) => {
    try { theme ? localStorage.setItem(KEY, theme) : localStorage.removeItem(KEY); } catch { /* private window */ }
  };
  const show = (theme) => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };

  show(read());
  addEventListener("storage", (event) => { if (event.key === KEY) show(event.newValue || ""); });
  document.addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll("[data-theme-choice]")) {
      choice.hidden = false;
      for (const input of choice.querySelectorAll("input")) input.checked = input.value === read();
      choice.addEventListener("change", (event) => { write(event.target.value); show(event.target.value); });
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
})();
