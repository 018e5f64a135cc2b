import content from '../content.json';

// Drawn for each request, as a page for a signed-in person must be.
export const dynamic = 'force-dynamic';

function Group({ name, choices }) {
  return (
    <div className="group">
      <h2>{name}</h2>
      <ul>
        {choices.map(({ href, name, count }) => (
          <li key={href}>
            <a href={href}>
              {name} <span>{count}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Service({ href, title, agency, summary, facts }) {
  return (
    <li>
      <h3>
        <a href={href}>{title}</a>
      </h3>
      <p>{agency}</p>
      <p>{summary}</p>
      <ul>
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </li>
  );
}

export default function Catalogue() {
  return (
    <main>
      <h1>Pakalpojumi</h1>
      <nav>
        {content.groups.map((group) => (
          <Group key={group.name} {...group} />
        ))}
      </nav>
      <ul>
        {content.services.map((service) => (
          <Service key={service.href} {...service} />
        ))}
      </ul>
    </main>
  );
}
