// A file dropped anywhere is looked at as if it had been chosen on the page for loading; nothing is written by that.
"use strict";

const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
const isField = (event) => event.target instanceof Element && event.target.matches("input[type=file]");
const showDrop = (shown) => document.body.classList.toggle("dropping", shown);

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event) || isField(event)) return;
  event.preventDefault();
  showDrop(true);
});
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) showDrop(false); });
document.addEventListener("drop", (event) => {
  showDrop(false);
  if (!holdsFiles(event) || isField(event)) return;
  event.preventDefault();
  const form = Object.assign(document.createElement("form"), {
    method: "post", action: "/ladda", enctype: "multipart/form-data", hidden: true,
  });
  const field = Object.assign(document.createElement("input"), { type: "file", name: "file", multiple: true });
  field.files = event.dataTransfer.files;
  form.append(field);
  document.body.append(form);
  form.submit();
});
