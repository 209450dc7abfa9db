import type { NameCulture } from './culture.ts';

/** Languages in the Latin alphabet of northern and eastern Europe, Turkey and Vietnam: letters that do not decompose, and marks upon marks. */
export const northern: readonly NameCulture[] = [
  {
    language: 'pl',
    share: 40,
    women:
      'Małgorzata, Agnieszka, Łucja, Zofia, Grażyna, Żaneta, Bożena, Róża, Święta, Elżbieta, Ola, Józefina, Kinga, Wanda',
    men: 'Łukasz, Paweł, Michał, Świętosław, Stanisław, Józef, Zbigniew, Grzegorz, Rafał, Błażej, Mikołaj, Jędrzej, Kazimierz, Jan',
    families: {
      women:
        'Wiśniewska, Kowalska, Dąbrowska, Kamińska, Lewandowska, Zielińska, Szymańska, Woźniak, Kozłowska, Jabłońska, Wójcik, Nowak, Błaszczyk, Gęś, Ściborska, Żak, Łęcka, Śliwa',
      men: 'Wiśniewski, Kowalski, Dąbrowski, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak, Kozłowski, Jabłoński, Wójcik, Nowak, Błaszczyk, Gęś, Ściborski, Żak, Łęcki, Śliwa',
    },
  },
  {
    language: 'cs',
    share: 35,
    women:
      'Kateřina, Markéta, Jiřina, Tereza, Žofie, Zdeňka, Květa, Lenka, Alžběta, Eliška, Růžena, Šárka, Naděžda, Barbora',
    men: 'Jiří, Václav, Ondřej, Zdeněk, Luboš, Matěj, Řehoř, Štěpán, Tomáš, Radoš, Bořivoj, Čeněk, Miloš, Vojtěch',
    families: {
      women:
        'Nováková, Dvořáková, Černá, Říhová, Svobodová, Kučerová, Procházková, Žižková, Hájková, Růžičková, Šťastná, Čapková, Vlčková, Benešová, Zelená, Ježková',
      men: 'Novák, Dvořák, Černý, Říha, Svoboda, Kučera, Procházka, Žižka, Hájek, Růžička, Šťastný, Čapek, Vlček, Beneš, Zelený, Ježek',
    },
  },
  {
    language: 'sv',
    share: 25,
    women: 'Åsa, Märta, Ingrid, Örjana, Görel, Åse, Sølvi, Astrid, Bodil, Freyja, Þórunn, Maj-Britt',
    men: 'Åke, Göran, Örjan, Bjørn, Søren, Håkan, Sverre, Þór, Øystein, Mårten, Pär, Nils',
    families:
      'Lindström, Ångström, Bergström, Øverland, Ødegård, Sjögren, Åkesson, Kjær, Nygård, Sandström, Björk, Hæstad, Skjöldebrand, Holm, Ström, Grønlund',
  },
  {
    language: 'hu',
    share: 25,
    women: 'Zsófia, Ágnes, Erzsébet, Éva, Ilona, Dóra, Csilla, Noémi, Ünige, Piroska, Katalin, Borbála',
    men: 'Győző, László, István, Gergő, Ákos, Örs, Zoltán, Béla, Jenő, Ernő, Ödön, Mátyás',
    families:
      'Kovács, Szabó, Tóth, Horváth, Erdős, Szűcs, Fülöp, Kőszegi, Bárány, Györgyi, Őszi, Rácz, Vörös, Pető, Székely, Hegedűs',
  },
  {
    language: 'tr',
    share: 30,
    women: 'Ayşe, Gülşen, Şükran, Işıl, İpek, Çiğdem, Özge, Tuğba, Müge, Zeynep, Şirin, Nilüfer, Elif, Gökçe',
    men: 'Ümit, Çağatay, Işık, İbrahim, Oğuz, Şahin, Gökhan, Yiğit, Barış, Doğan, Mehmet, Özgür, Ilgaz, İsmail',
    families:
      'Yılmaz, Öztürk, Şahin, Kılıç, Güneş, Çelik, Aydın, Doğan, Işık, İnanç, Yıldırım, Koç, Ağaoğlu, Türkoğlu, Şimşek, Özdemir, Çınar, Ilgın',
  },
  {
    language: 'vi',
    share: 30,
    women: 'Hương, Thị Ánh, Ngọc Diễm, Thùy, Lệ, Mỹ Duyên, Quỳnh, Bích Phượng, Trà, Nguyệt, Uyên, Hồng Nhung',
    men: 'Đức, Văn Hưng, Minh Tuấn, Quốc, Hữu Phước, Trọng, Đình Khôi, Anh Dũng, Bảo, Thế Sơn, Nghĩa, Việt',
    families: 'Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý',
  },
];
