Console.WriteLine("microcare");
