import type { NameCulture } from './culture.ts';

/** Greek, and the languages in Cyrillic. */
export const cyrillicAndGreek: readonly NameCulture[] = [
  {
    language: 'el',
    share: 45,
    women:
      'Μαρία/Maria, Ελένη/Eleni, Κατερίνα/Katerina, Σοφία/Sofia, Δήμητρα/Dimitra, Ευαγγελία/Evangelia, Χρυσούλα/Chrysoula, Άννα/Anna, Ιωάννα/Ioanna, Θεοδώρα/Theodora, Ζωή/Zoi, Αγγελική/Angeliki',
    men: 'Γεώργιος/Georgios, Ιωάννης/Ioannis, Νίκος/Nikos, Δημήτρης/Dimitris, Παναγιώτης/Panagiotis, Χρήστος/Christos, Αλέξανδρος/Alexandros, Σπύρος/Spyros, Οδυσσέας/Odysseas, Άγγελος/Angelos, Θανάσης/Thanasis, Ηλίας/Ilias',
    families: {
      women:
        'Παπαδοπούλου/Papadopoulou, Παππά/Pappa, Νικολάου/Nikolaou, Οικονόμου/Oikonomou, Βασιλείου/Vasileiou, Γεωργίου/Georgiou, Μακρή/Makri, Δημητρίου/Dimitriou, Αντωνίου/Antoniou, Χατζή/Chatzi, Σιδέρη/Sideri, Λάμπρου/Lamprou, Καραγιάννη/Karagianni, Ξενάκη/Xenaki, Ψαρρά/Psarra, Θεοδωράκη/Theodoraki',
      men: 'Παπαδόπουλος/Papadopoulos, Παππάς/Pappas, Νικολάου/Nikolaou, Οικονόμου/Oikonomou, Βασιλείου/Vasileiou, Γεωργίου/Georgiou, Μακρής/Makris, Δημητρίου/Dimitriou, Αντωνίου/Antoniou, Χατζής/Chatzis, Σιδέρης/Sideris, Λάμπρου/Lamprou, Καραγιάννης/Karagiannis, Ξενάκης/Xenakis, Ψαρράς/Psarras, Θεοδωράκης/Theodorakis',
    },
  },
  {
    language: 'ru',
    share: 50,
    women:
      'Анна/Anna, Екатерина/Ekaterina, Ольга/Olga, Наталья/Natalya, Ирина/Irina, Татьяна/Tatyana, Юлия/Yulia, Людмила/Lyudmila, Ксения/Ksenia, Вера/Vera, Алёна/Alyona, Софья/Sofya',
    men: 'Иван/Ivan, Дмитрий/Dmitry, Сергей/Sergey, Алексей/Alexey, Пётр/Pyotr, Николай/Nikolay, Михаил/Mikhail, Юрий/Yury, Фёдор/Fyodor, Григорий/Grigory, Андрей/Andrey, Лев/Lev',
    families: {
      women:
        'Иванова/Ivanova, Петрова/Petrova, Соловьёва/Solovyova, Кузнецова/Kuznetsova, Щербакова/Shcherbakova, Фёдорова/Fyodorova, Чернышёва/Chernyshyova, Жукова/Zhukova, Юрьева/Yuryeva, Цветаева/Tsvetaeva, Ахматова/Akhmatova, Орлова/Orlova, Гоголь/Gogol, Хлебникова/Khlebnikova, Рыбакова/Rybakova, Эйзенштейн/Eisenstein',
      men: 'Иванов/Ivanov, Петров/Petrov, Соловьёв/Solovyov, Кузнецов/Kuznetsov, Щербаков/Shcherbakov, Фёдоров/Fyodorov, Чернышёв/Chernyshyov, Жуков/Zhukov, Юрьев/Yuryev, Цветаев/Tsvetaev, Ахматов/Akhmatov, Орлов/Orlov, Гоголь/Gogol, Хлебников/Khlebnikov, Рыбаков/Rybakov, Эйзенштейн/Eisenstein',
    },
    patronymics: {
      women:
        'Ивановна/Ivanovna, Петровна/Petrovna, Сергеевна/Sergeevna, Андреевна/Andreevna, Львовна/Lvovna, Юрьевна/Yuryevna, Ильинична/Ilyinichna, Фёдоровна/Fyodorovna',
      men: 'Иванович/Ivanovich, Петрович/Petrovich, Сергеевич/Sergeevich, Андреевич/Andreevich, Львович/Lvovich, Юрьевич/Yuryevich, Ильич/Ilyich, Фёдорович/Fyodorovich',
    },
  },
  {
    language: 'uk',
    share: 30,
    women:
      'Оксана/Oksana, Олена/Olena, Ганна/Hanna, Їлена/Yilena, Соломія/Solomiia, Ярина/Yaryna, Надія/Nadiia, Зоряна/Zoriana, Євгенія/Yevheniia, Марія/Mariia, Христина/Khrystyna, Леся/Lesia',
    men: 'Андрій/Andrii, Тарас/Taras, Олексій/Oleksii, Юрій/Yurii, Богдан/Bohdan, Євген/Yevhen, Ігор/Ihor, Ґедеон/Gedeon, Остап/Ostap, Сергій/Serhii, Мирослав/Myroslav, Данило/Danylo',
    families:
      'Шевченко/Shevchenko, Коваленко/Kovalenko, Бойко/Boiko, Ткачук/Tkachuk, Кравець/Kravets, Олійник/Oliinyk, Лисенко/Lysenko, Гнатюк/Hnatiuk, Їжак/Yizhak, Щур/Shchur, Ґалаґан/Galagan, Єфименко/Yefymenko, Франко/Franko, Мельник/Melnyk, Зозуля/Zozulia, Хвиля/Khvylia',
    patronymics: {
      women: 'Іванівна/Ivanivna, Петрівна/Petrivna, Андріївна/Andriivna, Юріївна/Yuriivna, Богданівна/Bohdanivna',
      men: 'Іванович/Ivanovych, Петрович/Petrovych, Андрійович/Andriiovych, Юрійович/Yuriiovych, Богданович/Bohdanovych',
    },
  },
];
