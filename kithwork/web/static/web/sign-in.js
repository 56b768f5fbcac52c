// Signing in: passkeys where the browser has them, an error in words where one does not answer,
// and the invented people of a demo, each one click away.

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("#passkey_login, [data-kw-passkey]")) button.hidden = false;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.getElementById("passkey-error");
  if (told) told.hidden = false;
});

document.addEventListener("click", (event) => {
  const person = event.target.closest("[data-kw-person]");
  if (!person) return;
  const form = document.querySelector("form[action='/account/login/']");
  form.elements.login.value = person.dataset.kwPerson;
  form.elements.password.value = person.dataset.kwPassword;
  form.requestSubmit();
});
