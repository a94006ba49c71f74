// Recovery codes as a file of plain text, made in this browser.
for (const button of document.querySelectorAll("[data-save-codes]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const codes = [...document.getElementById(button.dataset.saveCodes).children].map((line) => line.textContent.trim());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`Handclasp recovery codes\n\n${codes.join("\n")}\n`], { type: "text/plain" }));
    link.download = "handclasp-recovery-codes.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
