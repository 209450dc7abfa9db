import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Authority, authorityOf, type HeldRole } from './authority.ts';
import { grantRefusal, type RoleTypeRank } from './grant-refusal.ts';

const LIBRARIES = ['LAW', 'MAIN', 'MED'];
const RANKS: Record<string, RoleTypeRank> = { '21': 'USER_MANAGER', '26': 'ADMINISTRATOR', '50': 'ADMINISTRATOR' };

const roleType = (code: string) => ({ code, rank: RANKS[code] ?? 'OPERATIONAL' });
const held = (code: string, libraryCode: string | null): HeldRole => ({
  code,
  libraryCode,
  key: code,
  name: code,
  expiresOn: null,
});
const holding = (...roles: [code: string, libraryCode: string | null][]): Authority =>
  authorityOf(
    1,
    'grantor',
    roles.map(([code, libraryCode]) => held(code, libraryCode)),
  );

describe('grantRefusal', () => {
  const nobody = holding(['200', null]);
  const libraryManager = holding(['21', 'LAW']);
  const manager = holding(['21', null]);
  const administrator = holding(['50', null]);
  const systemAdministrator = holding(['26', null]);
  const ABOVE = 'ROLE_ABOVE_YOUR_OWN';
  const OUTSIDE = 'ROLE_OUTSIDE_YOUR_SCOPE';

  it.each([
    ['nobody', nobody, '58', null, ABOVE],
    ['library manager', libraryManager, '200', 'LAW', null],
    ['library manager', libraryManager, '200', 'MAIN', OUTSIDE],
    ['library manager', libraryManager, '200', null, OUTSIDE],
    ['library manager', libraryManager, '21', 'LAW', ABOVE],
    ['manager', manager, '58', null, null],
    ['manager', manager, '32', 'MED', null],
    ['manager', manager, '21', 'LAW', ABOVE],
    ['manager', manager, '50', null, ABOVE],
    ['administrator', administrator, '21', null, null],
    ['administrator', administrator, '50', null, ABOVE],
    ['administrator', administrator, '26', null, ABOVE],
    ['system administrator', systemAdministrator, '50', null, null],
    ['system administrator', systemAdministrator, '26', null, null],
  ])('%s, %s', (_who, authority, code, libraryCode, refusal) => {
    expect(grantRefusal(authority, roleType(code), libraryCode)).toBe(refusal);
  });
});

describe('nobody hands out more than they have', () => {
  const scope = fc.option(fc.constantFrom(...LIBRARIES));
  const code = fc.constantFrom('21', '26', '50', '58', '200', '32');
  const roles = fc.array(fc.tuple(code, scope), { maxLength: 4 }).map((chosen) => chosen.map(([c, s]) => held(c, s)));

  // A grant is a step; after any number of steps, whoever was granted can do nothing that the first grantor could not.
  it('through any chain of grants', () => {
    fc.assert(
      fc.property(roles, fc.array(fc.tuple(code, scope), { maxLength: 6 }), (own, grants) => {
        const grantor = authorityOf(1, 'grantor', own);
        const granted: HeldRole[] = [];
        for (const [grantedCode, library] of grants) {
          const acting = [grantor, authorityOf(2, 'granted', granted)];
          if (acting.some((authority) => !grantRefusal(authority, roleType(grantedCode), library)))
            granted.push(held(grantedCode, library));
        }
        const heir = authorityOf(2, 'granted', granted);
        for (const each of ['21', '26', '50', '58'])
          for (const library of [null, ...LIBRARIES])
            if (!grantRefusal(heir, roleType(each), library))
              expect(grantRefusal(grantor, roleType(each), library)).toBeNull();
        if (heir.managesInstitution) expect(grantor.managesInstitution).toBe(true);
        if (heir.isAdministrator) expect(grantor.isAdministrator).toBe(true);
        expect(granted.length === 0 || grantor.rank !== 'NONE').toBe(true);
      }),
    );
  });

  it('grants of a lower rank are never refused to a higher one of the same scope', () => {
    fc.assert(
      fc.property(code, scope, (grantedCode, library) => {
        const ranks = [holding(['21', null]), holding(['50', null]), holding(['26', null])];
        const refusals = ranks.map((authority) => grantRefusal(authority, roleType(grantedCode), library));
        const firstAllowed = refusals.indexOf(null);
        expect(firstAllowed >= 0 && refusals.slice(firstAllowed).every((refusal) => refusal === null)).toBe(true);
      }),
    );
  });
});
