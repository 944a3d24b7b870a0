/** One style sheet for every letter; no value of anybody is in it. */
export const letterStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background: #f3f4f6; color: #1b1f24; font: 16px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; -webkit-text-size-adjust: 100%; }
.page { background: #f3f4f6; }
.page > tbody > tr > td { padding: 24px 12px; }
.card { width: 100%; max-width: 560px; background: #ffffff; border: 1px solid #d9dde3; border-radius: 8px; }
.body { padding: 24px 28px 20px; text-align: left; overflow-wrap: anywhere; }
.product { margin: 0 0 12px; color: #5b6470; font-size: 13px; font-weight: 600; letter-spacing: 0.04em; }
h1 { margin: 0 0 16px; font-size: 21px; line-height: 1.3; font-weight: 600; }
p { margin: 0 0 16px; }
.facts { width: 100%; margin: 0 0 16px; border-collapse: collapse; }
.facts th, .facts td { padding: 7px 0; border-top: 1px solid #e4e7ec; font-size: 15px; text-align: left; }
.facts th { width: 116px; padding-right: 16px; color: #5b6470; font-weight: 400; }
.heading { margin: 0 0 6px; color: #5b6470; font-size: 15px; }
blockquote { margin: 0 0 20px; padding: 10px 14px; background: #f3f4f6; border-left: 3px solid #8a94a3; border-radius: 0 4px 4px 0; }
ul { margin: 0 0 20px; padding: 0 0 0 20px; }
li { margin: 0 0 4px; font-size: 15px; }
li a { color: #0f5fc2; }
.action { margin: 4px 0 8px; }
.button { display: inline-block; padding: 11px 22px; background: #0f5fc2; border-radius: 6px; color: #ffffff; font-weight: 600; text-decoration: none; }
.address { margin: 0 0 20px; font-size: 13px; }
.address a { color: #0f5fc2; }
.footer { margin: 20px 0 0; padding-top: 14px; border-top: 1px solid #e4e7ec; color: #5b6470; font-size: 13px; }
@media (max-width: 480px) {
  .page > tbody > tr > td { padding: 0; }
  .card { border: 0; border-radius: 0; }
  .body { padding: 20px 16px; }
  .facts th { width: 92px; padding-right: 12px; }
  .button { display: block; text-align: center; }
}
@media (prefers-color-scheme: dark) {
  body, .page { background: #14171c; color: #e6e9ee; }
  .card { background: #1e232a; border-color: #363d47; }
  .product, .heading, .footer, .facts th { color: #a3adba; }
  .facts th, .facts td, .footer { border-color: #363d47; }
  blockquote { background: #14171c; border-color: #6d7887; }
  .button { background: #1f6fd6; }
  .address a, li a { color: #7db3f5; }
}
`;
