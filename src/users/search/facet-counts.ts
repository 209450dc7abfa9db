import type { Database } from '../../platform/database.ts';
import type { Sql } from '../../platform/sql.ts';
import { type Facet, type FacetCount, facetUsers } from './facet-users.ts';

/** The facets of one list of users, counted in a single statement however many of them are asked for together. */
export class FacetCounts {
  readonly #asked = new Set<Facet>();
  readonly #count: (facets: readonly Facet[]) => Promise<FacetCount[]>;
  #counts: Promise<FacetCount[]> | undefined;

  constructor(database: Database, condition: Sql) {
    this.#count = (facets) => facetUsers(database, condition, facets);
  }

  /** The counts of one facet, the largest first. Throws SearchTooExpensive. */
  async of(facet: Facet): Promise<FacetCount[]> {
    this.#asked.add(facet);
    // Everything asked for before the current turn ends goes into the statement.
    this.#counts ??= Promise.resolve().then(() => {
      this.#counts = undefined;
      const facets = [...this.#asked];
      this.#asked.clear();
      return this.#count(facets);
    });
    const counts = await this.#counts;
    return counts.filter((count) => count.facet === facet);
  }
}
