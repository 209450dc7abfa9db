import type { Database } from '../../../platform/database.ts';
import type { Prisma } from '../../../platform/prisma/client.ts';
import type { RandomRecord } from './random-records.ts';

/** Puts the records into an empty database, by Prisma's knowledge of its tables: it shares nothing with the filters'. */
export async function storeRecords({ prisma }: Database, records: readonly RandomRecord[]): Promise<void> {
  await prisma.library.createMany({ data: ['MAIN', 'LAW', 'ARTS'].map((code) => ({ code, name: code })) });
  await prisma.user.createMany({ data: records.map(userRow) });
  const parts = <Row extends object>(rowsOf: (record: RandomRecord) => Row[]) =>
    records.flatMap((record) => rowsOf(record).map((row) => ({ ...row, userId: record.id })));
  await prisma.userAddress.createMany({ data: parts(addressRows) });
  await prisma.userEmail.createMany({ data: parts(({ emails }) => emails) as Prisma.UserEmailCreateManyInput[] });
  await prisma.userPhone.createMany({ data: parts(({ phones }) => phones) as Prisma.UserPhoneCreateManyInput[] });
  await prisma.userIdentifier.createMany({
    data: parts(({ identifiers }) => identifiers) as Prisma.UserIdentifierCreateManyInput[],
  });
  await prisma.userRole.createMany({ data: parts(roleRows) });
  await prisma.userBlock.createMany({ data: parts(({ blocks }) => blocks) as Prisma.UserBlockCreateManyInput[] });
  await prisma.userNote.createMany({ data: parts(({ notes }) => notes) as Prisma.UserNoteCreateManyInput[] });
  await prisma.userStatistic.createMany({
    data: parts(({ statistics }) => statistics) as Prisma.UserStatisticCreateManyInput[],
  });
  await prisma.userResourceSharingLibrary.createMany({
    data: parts((record) => record.resourceSharingLibraries.map(({ library }) => ({ libraryCode: library }))),
  });
  await prisma.userLetterOptOut.createMany({
    data: parts((record) => record.letterOptOuts.map(({ letter }) => ({ letterCode: letter }))),
  });
  await prisma.userProxy.createMany({
    data: records.flatMap(({ id, proxies }) => proxies.map((proxy) => ({ patronId: id, proxyId: proxy.id }))),
  });
}

function userRow(record: RandomRecord) {
  const { addresses, emails, phones, identifiers, roles, blocks, notes, statistics, ...rest } = record;
  const { proxies, proxyFor, resourceSharingLibraries, letterOptOuts, ...user } = rest;
  const dates = {
    birthDate: dateOf(user.birthDate),
    expiryDate: dateOf(user.expiryDate),
    purgeDate: dateOf(user.purgeDate),
  };
  return { ...user, ...dates } as Prisma.UserCreateManyInput;
}

function addressRows({ addresses }: RandomRecord) {
  const rows = addresses.map((address) => ({
    ...address,
    startDate: dateOf(address.startDate),
    endDate: dateOf(address.endDate),
  }));
  return rows as Omit<Prisma.UserAddressCreateManyInput, 'userId'>[];
}

function roleRows({ roles }: RandomRecord) {
  const rows = roles.map(({ roleType, scope, expiresOn, ...role }) => ({
    ...role,
    roleTypeCode: roleType,
    libraryCode: scope.library,
    expiresOn: dateOf(expiresOn),
  }));
  return rows as Omit<Prisma.UserRoleCreateManyInput, 'userId'>[];
}

function dateOf(day: string | null): Date | null {
  return day === null ? null : new Date(day);
}
