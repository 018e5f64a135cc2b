export const metadata = { title: 'Pakalpojumi' };

export default function Layout({ children }) {
  return (
    <html lang="lv">
      <body>{children}</body>
    </html>
  );
}
