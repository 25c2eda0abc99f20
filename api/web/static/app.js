// What pages do beyond links and forms. Everything works without it, but for live progress.
const live = document.querySelector("[data-events]");
if (live) {
  const source = new EventSource(live.dataset.events);
  source.addEventListener("progress", (event) => {
    const said = JSON.parse(event.data);
    live.querySelector("[data-step]").textContent = said.text;
    const bar = live.querySelector("progress");
    if (said.share === null) bar.removeAttribute("value");
    else bar.value = said.share;
  });
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
}
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    const note = form.querySelector("[data-sending]");
    if (note) note.hidden = false;
  });
}
for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  input.addEventListener("change", () => {
    const file = input.files[0];
    const tooLarge = file && file.size > Number(input.dataset.most);
    input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
    if (tooLarge) input.reportValidity();
  });
}
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
